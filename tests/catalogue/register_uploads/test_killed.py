"""A worker beside a SQLite shop: killed (SIGKILL) in the middle, or while others write."""

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


@pytest.mark.parametrize("how", ["beside", "changed"])
def test_others_write_while_a_file_is_applied_and_it_is_applied_whole(file, how):
    assert work(file, how) == 0
    assert ask(file) == (40, 40, 40, "applied")


def test_what_others_wrote_meanwhile_stays(file):
    assert work(file, "changed") == 0
    with sqlite3.connect(file) as shop:
        found = shop.execute("SELECT DISTINCT description FROM catalogue_category").fetchall()
    assert found == [("Changed meanwhile",)]


def test_a_file_applied_beside_the_shop_leaves_a_log_that_holds(file):
    assert work(file, "changed") == 0
    with sqlite3.connect(file) as shop:
        log = "SELECT count(*), max(sequence), count(DISTINCT certificate_id)"
        log += " FROM catalogue_certificatelogentry"
        assert shop.execute(log).fetchone() == (40, 40, 40)
        events = "SELECT count(*) FROM catalogue_certificateevent e"
        events += " JOIN catalogue_certificate c ON c.id = e.certificate_id"
        assert shop.execute(events).fetchone() == (80,)
