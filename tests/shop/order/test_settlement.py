"""What a buyer owes: cancelled producer orders and their delivery are not."""

import pytest

from shop.order.fulfilment import transition_producer_order
from shop.order.models import Order
from shop.order.receipt import read_receipt
from shop.order.settlement import DUE_READS, amount_due, total_due
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def orders(place):
    """An order of two parcels of which one is cancelled, an untouched one and a cancelled one."""
    mixed = place(makers.basket(makers.product(price=10_000), makers.product(price=20_000))).order
    whole = place(makers.basket(makers.product(price=40_000))).order
    gone = place(makers.basket(makers.product(price=80_000))).order
    for producer_order in (mixed.producer_orders.first(), gone.producer_orders.get()):
        transition_producer_order(
            producer_order=producer_order, to="cancelled", role="staff", reason="other"
        )
    return [Order.objects.get(pk=order.pk) for order in (mixed, whole, gone)]


def test_a_cancelled_part_and_its_delivery_are_not_owed(orders):
    mixed, whole, gone = map(amount_due, orders)
    kept = orders[0].producer_orders.last()
    assert mixed.due == 20_000 + kept.shipping_cost
    assert whole.due == whole.ordered == orders[1].total_incl_tax
    assert gone.due == 0


def test_each_sellers_part_says_goods_delivery_and_what_was_cancelled(orders):
    one, two = orders[0].producer_orders.all()
    cancelled, owed = amount_due(orders[0]).sellers
    assert (cancelled.producer_order, cancelled.partner) == (one.pk, one.partner_id)
    assert (cancelled.goods, cancelled.delivery) == (10_000, one.shipping_cost)
    assert (cancelled.cancelled, cancelled.due) == (10_000 + one.shipping_cost, 0)
    assert (owed.goods, owed.delivery) == (20_000, two.shipping_cost)
    assert (owed.cancelled, owed.due) == (0, 20_000 + two.shipping_cost)


def test_the_parts_of_an_order_come_to_the_order(orders):
    for amount in map(amount_due, orders):
        assert sum(seller.ordered for seller in amount.sellers) == amount.ordered
        assert sum(seller.due for seller in amount.sellers) == amount.due


def test_a_list_of_orders_is_settled_without_a_query_for_each(
    orders, django_assert_num_queries, place
):
    place(makers.basket(makers.product(price=5_000)))
    with django_assert_num_queries(3):
        amounts = [amount_due(order) for order in Order.objects.prefetch_related(*DUE_READS)]
    assert len(amounts) == 4


def test_the_total_of_many_orders_is_asked_in_four_queries(orders, django_assert_num_queries):
    with django_assert_num_queries(4):
        total = total_due(Order.objects.all())
    assert total == orders[1].total_incl_tax + amount_due(orders[0]).due


def test_no_order_brings_nothing(db):
    assert total_due(Order.objects.none()) == 0


def test_a_receipt_shows_the_amounts(orders):
    amount, receipt = amount_due(orders[0]), read_receipt(orders[0])
    assert (receipt.total, receipt.cancelled, receipt.due) == (
        amount.ordered,
        amount.cancelled,
        amount.due,
    )
    assert [producer_order.due for producer_order in receipt.producer_orders] == [
        part.due for part in amount.sellers
    ]
