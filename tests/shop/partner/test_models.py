"""What the database says of a price: whole đồng above zero, or none yet."""

from contextlib import contextmanager
from decimal import Decimal
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from shop.partner.models import StockRecord
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("price", ["33333.50", "0.01", "0", "-5", "-45000"])
def test_a_price_that_is_no_whole_number_of_dong_is_impossible(price):
    record = makers.product(price=45_000).stockrecords.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        StockRecord.objects.filter(pk=record.pk).update(price=Decimal(price))
    record.refresh_from_db()
    assert record.price == 45_000


def test_raw_sql_is_held_as_well():
    record = makers.product(price=45_000).stockrecords.get()
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE partner_stockrecord SET price = 33333.50 WHERE id = %s", [record.pk])


@pytest.mark.parametrize("price", [None, "1", "45000.00", "1000000000"])
def test_whole_prices_and_none_are_possible(price):
    record = makers.product(price=45_000).stockrecords.get()
    record.price = price and Decimal(price)
    record.save()
    record.full_clean()


@pytest.mark.parametrize(
    ("before", "after"),
    [("33333.50", 33334), ("33333.49", 33333), ("0.30", None), ("0", None), ("-5", None)],
)
def test_old_prices_are_brought_into_order_and_reported(before, after, caplog):
    record = makers.product(price=45_000).stockrecords.get()
    with constraint_put_aside():
        StockRecord.objects.filter(pk=record.pk).update(price=Decimal(before))
    migration = import_module("shop.partner.migrations.0110_whole_prices")
    with caplog.at_level("WARNING", logger=migration.__name__):
        migration.make_prices_whole(apps, SimpleNamespace(connection=connection))
    record.refresh_from_db()
    assert record.price == after
    assert f"stock record {record.pk} was" in caplog.text


@contextmanager
def constraint_put_aside():
    """The table as it was before the constraint; PostgreSQL gets it back when the test ends."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            name = "stock_record_price_whole_dong"
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # none is pending then
            cursor.execute(f"ALTER TABLE partner_stockrecord DROP CONSTRAINT {name}")
            yield
            return
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        yield
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
