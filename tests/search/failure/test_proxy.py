"""The door before a node: each way of failing is the one its name says."""

import time
from http.client import HTTPConnection, HTTPException

import pytest

from tests.search.failure.proxy import Proxy


@pytest.fixture
def door():
    """A proxy before another one that always answers {"hits": 1}."""
    node = Proxy()
    node.answering(200, b'{"hits": 1}')
    before = Proxy(behind=node.port)
    yield before
    before.close()
    node.close()


@pytest.fixture
def ask(door):
    """One kept connection to the door; calling it asks and returns status and body."""
    connection = HTTPConnection("127.0.0.1", door.port, timeout=5)

    def request(method="GET"):
        try:
            connection.request(method, "/_search", body=b"{}" if method == "POST" else None)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, HTTPException):
            connection.close()
            raise

    yield request
    connection.close()


def test_it_hands_on_what_the_node_answers(ask, door):
    assert ask() == (200, b'{"hits": 1}')
    assert ask("POST") == (200, b'{"hits": 1}')
    assert ask("HEAD") == (200, b"")
    assert door.questions == 3


def test_it_holds_answers_back_and_lets_go_when_told_to_pass(ask, door):
    door.delaying(0.3)
    begun = time.monotonic()
    assert ask()[0] == 200
    assert time.monotonic() - begun >= 0.3
    door.passing()
    begun = time.monotonic()
    assert ask()[0] == 200
    assert time.monotonic() - begun < 0.3


def test_it_cuts_an_answer_in_its_middle(ask, door):
    door.cutting()
    with pytest.raises((OSError, HTTPException)):
        ask()


def test_it_refuses_and_opens_again_on_the_same_port(ask, door):
    ask()
    door.refusing()
    with pytest.raises((OSError, HTTPException)):
        ask()
    with pytest.raises(ConnectionRefusedError):
        HTTPConnection("127.0.0.1", door.port, timeout=5).request("GET", "/")
    door.passing()
    assert ask() == (200, b'{"hits": 1}')


def test_it_answers_in_place_of_the_node(ask, door):
    door.answering(503, b"busy")
    assert ask() == (503, b"busy")
    door.pretending(200, b"<h1>nginx</h1>")
    assert ask() == (200, b"<h1>nginx</h1>")


def test_misbehaviours_add_up(ask, door):
    door.answering(503, b"busy")
    door.delaying(0.2)
    begun = time.monotonic()
    assert ask() == (503, b"busy")
    assert time.monotonic() - begun >= 0.2
