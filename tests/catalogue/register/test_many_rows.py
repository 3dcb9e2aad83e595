"""More rows than one statement of SQLite takes: its values are limited, and the depth of expressions."""

import sqlite3

import pytest
from django.db import connection

from catalogue.clock import today
from catalogue.models import RegisterEntry
from catalogue.register.importing import import_register
from catalogue.register.matching.certificate_history import CertificateHistory
from catalogue.register.status import each_with_status, entry_status
from tests import makers

pytestmark = pytest.mark.django_db
#: What SQLite takes as its makers ship it; distributions raise it.
USUAL_LIMIT = 32_766
MANY = 40_000


@pytest.fixture(autouse=True)
def usual_limit():
    """The limit of an ordinary SQLite, on whatever machine the tests run."""
    connection.ensure_connection()
    if connection.vendor != "sqlite":
        yield
        return
    kind = sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER
    before = connection.connection.setlimit(kind, USUAL_LIMIT)
    yield
    connection.connection.setlimit(kind, before)


def test_entries_of_forty_thousand_are_told_where_they_stand():
    products = makers.many_products(1200)
    rows = [
        RegisterEntry(key=f"{number}", product_name="Chè", product_id=products[number % 1200].pk)
        for number in range(MANY)
    ]
    RegisterEntry.objects.bulk_create(rows, batch_size=2000)
    told = [
        entry_status(entry, today()).reason for entry in each_with_status(RegisterEntry.objects)
    ]
    assert len(told) == MANY


def test_a_history_is_read_for_forty_thousand_products_and_codes():
    history = CertificateHistory.of(range(MANY), map(str, range(MANY)))
    assert not history.codes


def test_a_thousand_products_of_one_file_are_taken_at_once(books, register, row):
    path = register(*(row(product_name=f"Chè Thử {number}") for number in range(1000)))
    report = import_register(path)
    assert report.certificates.created == 1000
