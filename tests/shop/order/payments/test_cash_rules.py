"""When cash on delivery is refused."""

import pytest

from shop.order.fulfilment import transition_producer_order
from shop.order.payments.cash_rules import BuyerTraces, cash_refusal
from tests import makers

pytestmark = pytest.mark.django_db
PHONE = "+84912345678"
BY_PHONE, BY_MAIL = BuyerTraces(phones=(PHONE,)), BuyerTraces(email="sau@example.vn")


@pytest.fixture(autouse=True)
def limits(settings):
    """100,000 ₫ an order, 150,000 ₫ under way, no calls."""
    settings.COD_ORDER_LIMIT, settings.COD_OPEN_LIMIT = 100_000, 150_000
    settings.COD_CALL_ABOVE = 0


@pytest.fixture
def order(place, settings):
    """A cash order of 80,000 ₫ and its delivery."""
    return place(makers.basket(makers.product(price=80_000))).order


def move(order, *states):
    for state in states:
        transition_producer_order(
            producer_order=order.producer_orders.get(),
            to=state,
            role="staff",
            reason="refused" if state == "returned" else "",
        )


def test_an_order_above_the_limit_is_paid_before():
    assert "100.000" in cash_refusal(total=100_001, buyer=BY_PHONE)
    assert not cash_refusal(total=100_000, buyer=BY_PHONE)


@pytest.mark.parametrize("buyer", [BY_PHONE, BY_MAIL])
def test_cash_orders_under_way_are_counted_together(order, place, settings, buyer):
    assert "150.000" in cash_refusal(total=99_000, buyer=buyer)
    assert not cash_refusal(total=99_000, buyer=BuyerTraces(phones=("+84987654321",)))


def test_the_order_itself_does_not_count(order):
    assert not cash_refusal(total=99_000, buyer=BY_PHONE, besides=order)


def test_a_delivered_order_no_longer_counts(order):
    move(order, "confirmed", "packed", "shipped", "delivered")
    assert not cash_refusal(total=99_000, buyer=BY_PHONE)


def test_who_refused_two_parcels_at_the_door_pays_before(place):
    for number in range(2):
        assert not cash_refusal(total=10_000, buyer=BY_PHONE)
        refused = place(makers.basket(makers.product(f"Kẹo {number}", price=10_000))).order
        move(refused, "confirmed", "packed", "shipped", "returned")
    assert "từ chối" in cash_refusal(total=10_000, buyer=BY_PHONE)


def test_no_limit_is_no_limit(order, settings):
    settings.COD_ORDER_LIMIT = settings.COD_OPEN_LIMIT = 0
    assert not cash_refusal(total=10**9, buyer=BY_PHONE)


def test_a_parcel_refused_at_the_door_is_owed_no_more(place):
    order = place(makers.basket(makers.product(price=50_000, stock=5))).order
    move(order, "confirmed", "packed", "shipped", "returned")
    order.payment.refresh_from_db()
    assert order.payment.status == "cancelled"
