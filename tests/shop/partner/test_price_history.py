"""Prices of before: written whoever changes one, and the lowest of thirty days as reference."""

from datetime import timedelta

import pytest
from django.db import connection

from catalogue.clock import now
from shop.partner.models import PriceRecord, StockRecord
from shop.partner.price_history import read_price_histories, reference_price
from tests import makers, promotion_makers

pytestmark = pytest.mark.django_db


def prices(product) -> list[int | None]:
    """What has been written down of a product's price."""
    rows = PriceRecord.objects.filter(stockrecord=product.stock_record).order_by("pk")
    return [None if row.price is None else int(row.price) for row in rows]


@pytest.fixture
def tea():
    """A product of 100.000 ₫."""
    return makers.product("Chè Shan", price=100_000)


def test_a_first_price_and_each_change_is_written_by_every_way(tea):
    record = tea.stock_record
    record.price = 90_000
    record.save()
    StockRecord.objects.filter(pk=record.pk).update(price=80_000)
    record.price = 70_000
    StockRecord.objects.bulk_update([record], ["price"])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE partner_stockrecord SET price = 60000 WHERE id = %s", [record.pk])
    StockRecord.objects.filter(pk=record.pk).update(price=None)
    assert prices(tea) == [100_000, 90_000, 80_000, 70_000, 60_000, None]


def test_stock_alone_writes_nothing(tea):
    StockRecord.objects.filter(product=tea).update(num_in_stock=3)
    tea.stock_record.save()
    assert prices(tea) == [100_000]


def test_a_moment_is_written_as_the_moment_it_was(tea):
    record = PriceRecord.objects.get(stockrecord=tea.stock_record)
    assert abs(record.at - now()) < timedelta(minutes=5)


def history(product, *steps: tuple[int, int]):
    """The prices of a product since so many days ago."""
    PriceRecord.objects.all().delete()
    for days, price in steps:
        promotion_makers.asked_since(product, price, days=days)
    return read_price_histories([product.stock_record.pk])[product.stock_record.pk]


@pytest.mark.parametrize(
    ("steps", "reference"),
    [
        ([(90, 100_000)], 100_000),
        ([(90, 100_000), (5, 150_000)], 100_000),
        ([(90, 80_000), (40, 100_000)], 100_000),
        ([(90, 80_000), (29, 100_000)], 80_000),
        ([(20, 120_000), (10, 110_000)], 110_000),
        ([], None),
    ],
)
def test_the_reference_is_the_lowest_price_of_thirty_days(tea, steps, reference):
    assert reference_price(history(tea, *steps), now()) == reference


def test_what_was_asked_after_the_beginning_does_not_count(tea):
    rows = history(tea, (90, 100_000), (2, 50_000))
    assert reference_price(rows, now() - timedelta(days=3)) == 100_000
