"""/readyz says that a server cannot write, and where."""

import errno
import shutil
import tempfile
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from shop.operations import readiness
from shop.operations.models import WriteProbe
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_proved(db, monkeypatch):
    makers.product()
    monkeypatch.setattr(readiness, "_proof", (0.0, []))


def test_a_shop_that_can_read_and_write_is_ready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (200, True)
    assert WriteProbe.objects.count() == 1


def test_a_disk_that_is_nearly_full_is_said(client, monkeypatch):
    usage = SimpleNamespace(free=12 * 1024 * 1024)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["missing"] == "storage"
    assert "media: 12 MB free, 200 asked for" in answer.json()["reasons"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "No space left on device"),
        (errno.EACCES, "Permission denied"),
        (errno.EROFS, "Read-only file system"),
    ],
)
def test_a_folder_that_takes_no_file_is_said_without_its_path(client, monkeypatch, number, words):
    def refuse(**where):
        raise OSError(number, words, str(where["dir"]))

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    reasons = client.get("/readyz").json()["reasons"]
    assert f"media: {words}" in reasons
    assert f"var: {words}" in reasons


@pytest.mark.parametrize("words", ["database or disk is full", "disk I/O error"])
def test_a_database_that_only_reads_is_said(client, monkeypatch, words):
    def refuse(*args, **kwargs):
        raise OperationalError(words)

    monkeypatch.setattr(WriteProbe.objects, "update_or_create", refuse)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["missing"] == "storage"
    assert any(reason.startswith("database: ") for reason in answer.json()["reasons"])


def test_whoever_asks_again_and_again_makes_it_write_once(client, django_assert_max_num_queries):
    client.get("/readyz")
    with django_assert_max_num_queries(1):
        client.get("/readyz")
