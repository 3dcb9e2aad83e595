"""What placing an order costs the database, whatever the number of lines."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from oscar.apps.analytics.models import ProductRecord

from shop.order.models import Order
from shop.order.quote import make_quote
from shop.order.services import Consent, place_order
from shop.partner.models import StockAlert, StockRecord
from shop.payment.methods import BANK_TRANSFER, CASH_ON_DELIVERY
from tests import makers
from tests.shop.order.conftest import deliver_to

pytestmark = pytest.mark.django_db
#: Queries of placing an order of three sellers.
CAP = 60


def basket_of(lines: int):
    """A basket with so many lines of each of three sellers."""
    products = []
    for seller in range(3):
        producer = makers.producer(f"Hợp tác xã {uuid4().hex[:8]}")
        products += [
            makers.product(f"Kẹo {seller} {number} {uuid4().hex[:4]}", producer=producer, stock=9)
            for number in range(lines)
        ]
    return makers.basket(*[(product, 2) for product in products])


def queries_of(commune, lines: int, payment) -> CaptureQueriesContext:
    """Place an order of so many lines a seller and return its queries."""
    basket, delivery = basket_of(lines), deliver_to(commune)
    basket.forget_lines()
    reviewed = make_quote(basket=basket, delivery=delivery).fingerprint
    basket.forget_lines()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        place_order(
            basket=basket,
            delivery=delivery,
            payment=payment,
            token=uuid4(),
            reviewed=reviewed,
            consent=Consent("Tôi đồng ý."),
        )
    return queries


@pytest.mark.parametrize("payment", [CASH_ON_DELIVERY, BANK_TRANSFER])
def test_placing_costs_the_same_for_three_lines_a_seller_and_for_six(settings, place, payment):
    settings.COD_ORDER_LIMIT = settings.COD_OPEN_LIMIT = settings.COD_CALL_ABOVE = 0
    queries_of(place.commune, 1, payment)
    few, many = (queries_of(place.commune, lines, payment) for lines in (3, 6))
    assert Order.objects.count() == 3
    assert len(few) <= CAP
    assert len(many) <= len(few)


def test_what_stands_afterwards_is_what_oscar_writes(place):
    """Two lines, one of a product that has been bought before."""
    first, second = makers.product("Kẹo dừa", stock=9), makers.product("Mứt dừa", stock=9)
    place(makers.basket(first))
    order = place(makers.basket((first, 2), (second, 3))).order
    lines = list(order.lines.order_by("pk"))
    assert [(line.title, line.quantity, line.num_allocated) for line in lines] == [
        ("Kẹo dừa", 2, 2),
        ("Mứt dừa", 3, 3),
    ]
    for line in lines:
        price = line.prices.get()
        assert (price.order, price.quantity) == (order, line.quantity)
        assert price.price_incl_tax == line.unit_price_incl_tax
        assert line.snapshot.stars == 4
    assert [row.num_allocated for row in StockRecord.objects.order_by("pk")] == [3, 3]
    bought = dict(ProductRecord.objects.values_list("product_id", "num_purchases"))
    assert bought == {first.pk: 3, second.pk: 3}


def test_a_seller_is_alerted_once_when_stock_becomes_low(place):
    product = makers.product(stock=5)
    StockRecord.objects.update(low_stock_threshold=5)
    for _order in range(2):
        place(makers.basket(product))
    assert StockAlert.objects.get().threshold == 5


def test_the_search_index_hears_of_the_stock_that_is_taken(place):
    product = makers.product(stock=5)
    basket = makers.basket(product)
    with CaptureQueriesContext(connection) as queries:
        place(basket)
    assert any('INSERT INTO "search_outboxentry"' in query["sql"] for query in queries)
