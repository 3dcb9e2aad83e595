"""What orders bring in: cancelled producer orders and their delivery do not."""

import pytest

from shop.order.fulfilment import transition_producer_order
from shop.order.models import Order
from shop.order.receipt import read_receipt
from shop.order.settlement import takings
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def orders(place):
    """An order of two producer orders of which one is cancelled, an untouched one and a cancelled one."""
    mixed = place(makers.basket(makers.product(price=10_000), makers.product(price=20_000))).order
    whole = place(makers.basket(makers.product(price=40_000))).order
    gone = place(makers.basket(makers.product(price=80_000))).order
    for producer_order in (mixed.producer_orders.first(), gone.producer_orders.get()):
        transition_producer_order(
            producer_order=producer_order, to="cancelled", role="staff", reason="other"
        )
    return [Order.objects.get(pk=order.pk) for order in (mixed, whole, gone)]


def test_an_order_its_receipt_and_the_figures_agree_on_what_is_paid(orders):
    mixed, whole, gone = orders
    kept = mixed.producer_orders.last()
    assert mixed.due == 20_000 + kept.shipping_cost
    assert whole.due == whole.total_incl_tax
    assert gone.due == 0
    assert [order.due for order in orders] == [read_receipt(order).due for order in orders]
    assert takings(Order.objects.all()) == sum(order.due for order in orders)


def test_no_order_brings_nothing(db):
    assert takings(Order.objects.none()) == 0
