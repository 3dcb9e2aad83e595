"""A worker that is killed (SIGKILL) while it applies a file: nothing half written, and it goes on."""

import os
import signal
import sqlite3
import subprocess
import sys

import pytest
from django.db import connection

from catalogue.register_uploads.processing import process_waiting
from catalogue.register_uploads.services import confirm_upload, submit_upload
from tests import makers
from tests.catalogue.register_uploads import mortal_worker
from tests.shop.checkout.writers import copy_database, environment

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="a copy of the file is made"),
]
COUNTS = (
    "SELECT (SELECT count(*) FROM catalogue_certificate),"
    " (SELECT count(*) FROM catalogue_registerentry),"
    " (SELECT count(*) FROM catalogue_product),"
    " (SELECT state FROM catalogue_registerupload)"
)


@pytest.fixture
def file(books, tmp_path):
    """A database with a confirmed file of many rows."""
    rows = [{"product_name": f"Mật ong số {number}"} for number in range(40)]
    upload = makers.register_upload(*rows)
    process_waiting()
    submit_upload(upload=upload, by=upload.uploaded_by)
    confirm_upload(upload=upload, by=makers.user())
    copy_database(tmp_path / "shop.sqlite3")
    return tmp_path / "shop.sqlite3"


def work(file, *arguments) -> int:
    """Run the worker on that database; return how it ended."""
    private = str(file.parent / "private")
    return subprocess.run(
        [sys.executable, "-m", mortal_worker.__name__, *arguments],
        env=environment("test", f"sqlite:///{file}", f"file://{file.parent}")
        | {"PRIVATE_ROOT": private},
        check=False,
        timeout=300,
    ).returncode


def ask(file) -> tuple:
    with sqlite3.connect(file, timeout=30) as shop:
        return shop.execute(COUNTS).fetchone()


def test_a_killed_worker_leaves_nothing_and_the_next_one_applies_the_file(file):
    assert work(file, "die") == -signal.SIGKILL
    assert ask(file) == (0, 0, 0, "confirmed")
    assert work(file) == 0
    assert ask(file) == (40, 40, 40, "applied")
    assert os.listdir(file.parent / "private" / "register")
