"""Cash orders of one buyer at one moment, on PostgreSQL: together they stay below the limit."""

import pytest

from shop.order.exceptions import PaymentRefused
from shop.order.payments.choice import change_method
from shop.payment.methods import BANK_TRANSFER, CASH_ON_DELIVERY
from shop.payment.models import Payment
from tests import makers
from tests.shop.order.conftest import deliver_to, order_basket
from tests.shop.order.test_races import together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

OTHERS = {"phone": "+84987654321", "email": "other@example.vn"}


@pytest.fixture(autouse=True)
def limits(settings):
    """Two orders of 80,000 ₫ and their delivery are too much."""
    settings.COD_ORDER_LIMIT, settings.COD_OPEN_LIMIT = 0, 160_000
    settings.COD_CALL_ABOVE = 0


def basket():
    return makers.basket(makers.product(price=80_000, stock=5))


def placing(ward, **buyer):
    goods, delivery = basket(), deliver_to(ward, **buyer)

    def place():
        try:
            order_basket(goods, ward, delivery=delivery)
        except PaymentRefused:
            return "refused"
        return "placed"

    return place


@pytest.mark.parametrize("trace", ["phone", "email"])
def test_two_orders_at_once_do_not_both_pass_the_limit(trace):
    ward = makers.commune()
    for turn in range(3):
        buyers = [
            {"phone": f"+84911111{turn}1{person}", "email": f"{turn}-{person}@example.vn"}
            for person in (1, 2)
        ]
        buyers[1][trace] = buyers[0][trace]
        results = together(*[placing(ward, **buyer) for buyer in buyers])
        assert sorted(results) == ["placed", "refused"]


def test_two_orders_turned_to_cash_at_once_do_not_both_pass_the_limit():
    ward = makers.commune()
    orders = [order_basket(basket(), ward, payment=BANK_TRANSFER).order for _ in "12"]

    def to_cash(order):
        def change():
            try:
                change_method(order=order, method=CASH_ON_DELIVERY)
            except PaymentRefused:
                return "refused"
            return "changed"

        return change

    assert sorted(together(*map(to_cash, orders))) == ["changed", "refused"]
    assert Payment.objects.filter(method="cod").count() == 1


def test_other_buyers_do_not_wait():
    ward = makers.commune()
    results = together(placing(ward), placing(ward, **OTHERS))
    assert results == ["placed", "placed"]
