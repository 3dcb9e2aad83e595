"""What every way to pay keeps: money once, goods held and freed once, all of it back the way it came."""

import pytest

from shop.order.fulfilment import cancel_producer_orders
from shop.order.payments.expiry import expire_order
from shop.order.payments.reconciliation.findings import find_all
from shop.order.payments.refunds import approve_refund
from shop.payment.ledger import balance_of
from shop.payment.models import Payment, Refund
from tests import makers
from tests.refund_makers import fresh, shopkeeper, step
from tests.shop.order.payments.method_contract import WAYS

pytestmark = pytest.mark.django_db
PRICE, STOCK = 150_000, 5


@pytest.fixture(params=WAYS, ids=lambda way: way.method.code)
def way(request, peer):
    return request.param()


@pytest.fixture
def product(db):
    return makers.product(price=PRICE, stock=STOCK)


@pytest.fixture
def order(place, product, way):
    return place(makers.basket((product, 2)), payment=way.method).order


def free(product) -> int:
    return product.stockrecords.get().net_stock_level


def paid(order) -> int:
    return balance_of(fresh(order).payment).net


def cancel(order):
    keys = set(order.producer_orders.values_list("pk", flat=True))
    return cancel_producer_orders(order=order, producer_orders=keys, reason="changed_mind")


def test_placing_holds_the_goods_and_moves_no_money(order, product):
    assert (free(product), paid(order)) == (STOCK - 2, 0)


def test_the_money_comes_once_however_often_it_is_told(order, way, peer):
    way.pay(order, peer)
    way.tell_again(order, peer)
    assert paid(order) == order.total_incl_tax
    assert fresh(order).payment.status == "paid"
    assert list(find_all()) == []


def test_a_delivered_order_is_paid_in_full_and_its_goods_are_gone(order, product, way, peer):
    way.pay(order, peer)
    way.deliver(order)
    assert (paid(order), free(product)) == (order.total_incl_tax, STOCK - 2)
    assert product.stockrecords.get().num_in_stock == STOCK - 2
    assert list(find_all()) == []


def test_cancelling_before_any_money_owes_nothing_and_frees_the_goods_once(order, product):
    cancel(order)
    cancel(order)
    assert (free(product), paid(order)) == (STOCK, 0)
    assert not Refund.objects.exists()
    assert list(find_all()) == []


def test_cancelling_before_packing_gives_back_by_itself_what_has_come(order, product, way, peer):
    if way.method.pays_before:
        way.pay(order, peer)
    cancel(order)
    way.send_refunds()
    assert (free(product), paid(order)) == (STOCK, 0)
    assert list(find_all()) == []


def test_what_comes_back_after_delivery_goes_back_the_way_it_came(order, way, peer):
    way.pay(order, peer)
    way.deliver(order)
    step(order.producer_orders.get(), "returned", reason="damaged")
    for refund in Refund.objects.filter(status="proposed"):
        approve_refund(refund=refund, by=shopkeeper())
    way.send_refunds()
    assert paid(order) == 0
    assert {refund.method for refund in Refund.objects.all()} == {way.method.code}
    assert fresh(order).payment.status == "refunded"
    assert list(find_all()) == []


def test_time_ends_only_what_is_to_be_paid_before(order, product, way):
    Payment.objects.exclude(expires_at=None).update(expires_at=order.date_placed)
    expire_order(order_id=order.pk)
    assert free(product) == (STOCK if way.method.pays_before else STOCK - 2)
    assert list(find_all()) == []
