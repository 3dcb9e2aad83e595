"""Large cash orders wait for a call before their sellers see them."""

import pytest
from django.test import Client

from shop.mail.models import OutgoingEmail
from shop.order.calls.services import orders_to_call, record_call
from shop.order.emails.seller import NEW_PRODUCER_ORDER
from shop.order.exceptions import TransitionRefused
from shop.order.links import order_path
from shop.order.models import Order
from shop.order.payments.choice import change_method
from shop.partner.models import StockRecord
from shop.payment.methods import BANK_TRANSFER, CASH_ON_DELIVERY
from tests import makers

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/thanh-toan/goi-xac-nhan/"


@pytest.fixture(autouse=True)
def limit(settings):
    """Every cash order above 50,000 ₫ is called."""
    settings.COD_CALL_ABOVE = 50_000


@pytest.fixture
def large(place):
    """A cash order of 100,000 ₫ and its delivery."""
    return place(makers.basket((makers.product(price=50_000, stock=5), 2))).order


def told() -> int:
    return OutgoingEmail.objects.filter(kind=NEW_PRODUCER_ORDER).count()


def status(order) -> tuple[str, str]:
    order = Order.objects.get(pk=order.pk)
    return order.status, order.payment.status


def test_sellers_do_not_hear_of_a_large_cash_order_before_the_call(large):
    assert status(large) == ("awaiting_payment", "on_delivery")
    assert list(orders_to_call()) == [large]
    assert told() == 0


def test_a_confirmed_order_goes_to_its_sellers(large):
    record_call(order=large, outcome="not_reached", actor=makers.user())
    result = record_call(order=large, outcome="confirmed", actor=makers.user())
    assert (result.is_settled, result.tries) == (True, 2)
    assert status(large) == ("new", "on_delivery")
    assert told() == 1
    assert not orders_to_call()


def test_a_cancelled_order_frees_its_goods_and_is_owed_no_more(large):
    record_call(order=large, outcome="cancelled", actor=makers.user())
    assert status(large) == ("cancelled", "cancelled")
    assert StockRecord.objects.get().net_stock_level == 5
    assert told() == 0


def test_an_order_is_called_by_one_person(large):
    record_call(order=large, outcome="confirmed", actor=makers.user())
    with pytest.raises(TransitionRefused):
        record_call(order=large, outcome="cancelled", actor=makers.user())


def test_a_small_order_is_not_called(place, settings):
    settings.COD_CALL_ABOVE = 0
    order = place(makers.basket(makers.product(price=50_000))).order
    assert status(order) == ("new", "on_delivery")


def test_changing_to_cash_later_waits_for_the_call_too(place):
    order = place(makers.basket((makers.product(price=50_000), 2)), payment=BANK_TRANSFER).order
    change_method(order=order, method=CASH_ON_DELIVERY)
    assert list(orders_to_call()) == [order]


def test_the_buyer_reads_that_a_call_comes(client, large):
    page = client.get(order_path(large)).content.decode()
    assert "Chúng tôi sẽ gọi bạn" in page
    assert "chờ gọi xác nhận" in page
    assert "chờ thanh toán" not in page


def test_staff_calls_from_the_list(large):
    staff = Client()
    staff.force_login(makers.user(is_staff=True, is_superuser=True))
    assert large.number in staff.get(LIST).content.decode()
    path = f"{LIST}{large.pk}/"
    staff.post(path, {"outcome": "perhaps"})
    staff.post(path, {"outcome": "not_reached", "note": "máy bận"})
    assert "Số lần không gọi được" in staff.get(LIST).content.decode()
    staff.post(path, {"outcome": "confirmed"})
    assert [(call.outcome, call.note) for call in large.calls.all()] == [
        ("not_reached", "máy bận"),
        ("confirmed", ""),
    ]
