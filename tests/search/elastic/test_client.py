"""The client: told by the settings, one for each process, its failures named in few words."""

import os

import pytest

from search.elastic import client
from search.elastic.dsl import ApiError, ConnectionTimeout, NodeUnreachable, UnsupportedProductError
from search.index.remote import RemoteUnavailable


class Meta:
    """What an error knows of the answer."""

    def __init__(self, status):
        self.status = status


@pytest.fixture
def told(settings):
    """Settings to change; the clients made with them are closed afterwards."""

    def tell(**changes):
        settings.ELASTICSEARCH = settings.ELASTICSEARCH | {"urls": ["http://127.0.0.1:1"]} | changes

    tell()
    yield tell
    client.close_clients()


def test_there_is_one_client_for_a_process_and_its_settings(told, monkeypatch):
    first = client.client()
    assert client.client() is first
    told(timeout=3.0)
    assert client.client() is not first
    told(timeout=0.4)
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert client.client() is not first
    client.close_clients()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"api_key": "abc", "user": "shop", "password": "x"}, "ApiKey abc"),
        ({"user": "shop", "password": "x"}, "Basic c2hvcDp4"),
        ({}, None),
    ],
)
def test_the_api_key_wins_over_the_user(told, changes, expected):
    told(**{"api_key": "", "user": "", "password": ""} | changes)
    assert client.client()._headers.get("authorization") == expected


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ApiError("x", Meta(404), {}), "missing index"),
        (ApiError("x", Meta(403), {}), "denied"),
        (ApiError("x", Meta(503), {}), "cluster error"),
        (ApiError("x", Meta(418), {}), "refused"),
        (UnsupportedProductError("x", Meta(200), {}), "wrong product"),
        (ConnectionTimeout("x"), "timeout"),
        (NodeUnreachable("x"), "unreachable"),
        (KeyError("responses"), "unreadable"),
    ],
)
def test_every_failure_has_a_short_reason(error, reason):
    with pytest.raises(RemoteUnavailable) as away, client.remote_errors():
        raise error
    assert away.value.reason == reason


def test_all_questions_of_an_answer_share_the_time(told):
    moments = iter([0.0, 0.1, 0.5])
    deadline = client.Deadline(0.4, clock=lambda: next(moments))
    assert deadline.left() == pytest.approx(0.3)
    with pytest.raises(RemoteUnavailable, match="no time left"):
        deadline.left()
