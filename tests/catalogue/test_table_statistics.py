"""What the planner of PostgreSQL believes while a large file goes in."""

import pytest
from django.db import connection

from catalogue.models import Product
from catalogue.register.import_run import ImportRun
from catalogue.register.sender import Sender
from catalogue.table_statistics import refresh_statistics
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.mark.postgres
def test_rows_of_a_transaction_that_is_still_open_are_counted():
    makers.many_products(30)
    refresh_statistics(Product)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'catalogue_product'::regclass")
        assert cursor.fetchone() == (30,)


def test_tables_are_counted_anew_whenever_an_import_has_doubled_them():
    run = ImportRun(Sender())
    counted = [run.has_doubled_since_counted(1000) for _chunk in range(8)]
    assert counted == [True, True, False, True, False, False, False, True]


def test_a_small_file_has_nothing_counted():
    assert not ImportRun(Sender()).has_doubled_since_counted(120)
