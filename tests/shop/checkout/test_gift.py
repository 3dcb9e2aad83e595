"""A gift to somebody else: giver and recipient apart, paid before, and no price where it arrives."""

from datetime import date, timedelta

import pytest
from django.test import Client

from catalogue.clock import today
from shop.order.lookup import find_order
from shop.order.models import Order
from shop.order.payments.services import Movement, record_movement
from shop.order.receipt import read_receipt
from shop.payment.models import EntryKind
from tests import makers

pytestmark = pytest.mark.django_db

FORM, REVIEW = "/thanh-toan/", "/thanh-toan/xem-lai/"
GIFT = {
    "is_gift": "on",
    "giver_name": "Trần Văn Bảy",
    "buyer_phone": "0987 654 321",
    "gift": "Chúc mẹ khỏe",
}


@pytest.fixture(autouse=True)
def transfers(settings):
    """Something can be paid before."""
    settings.PAYMENT_BANK = {"bin": "970436", "name": "VCB", "account": "0011", "holder": "OCOP"}


@pytest.fixture
def ready(buyer):
    """A buyer with one product of 85,000 ₫ in the basket."""
    buyer.add(makers.product("Kẹo dừa", price=85_000, stock=9))
    return buyer


def give(buyer, **more) -> Order:
    assert buyer.fill(**GIFT | more).url == REVIEW
    buyer.place(buyer.review() | {"payment": "transfer"})
    return Order.objects.get()


def test_giver_and_recipient_are_kept_apart(ready):
    receipt = read_receipt(give(ready))
    assert (receipt.name, receipt.phone) == ("Nguyễn Thị Sáu", "0912 345 678")
    assert (receipt.giver_name, receipt.buyer_phone) == ("Trần Văn Bảy", "0987 654 321")
    assert receipt.buyer_name == "Trần Văn Bảy"


@pytest.mark.parametrize("missing", ["giver_name", "buyer_phone"])
def test_a_gift_names_its_giver(ready, missing):
    page = ready.fill(**GIFT | {missing: ""})
    assert list(page.context["form"].errors) == [missing]


def test_a_gift_is_not_paid_in_cash(ready):
    ready.fill(**GIFT)
    answer = ready.place(ready.review() | {"payment": "cod"})
    assert answer.url == REVIEW
    assert not Order.objects.exists()


def test_no_gift_is_offered_where_nothing_can_be_paid_before(ready, settings):
    settings.PAYMENT_BANK = settings.PAYMENT_BANK | {"account": ""}
    assert 'name="is_gift"' not in ready.client.get(FORM).content.decode()


def test_the_wished_day_is_kept_and_shown(ready):
    wished = today() + timedelta(days=30)
    order = give(ready, wished_on=wished.isoformat())
    assert order.submission.wished_on == wished
    page = ready.client.get(f"{order_page(ready)}").content.decode()
    assert f"{wished:%d/%m/%Y}" in page


def order_page(buyer) -> str:
    token = str(Order.objects.get().submission.token)
    return buyer.place({"token": token}).url.removesuffix("thanh-toan/")


@pytest.mark.parametrize("days", [-1, 0, 61])
def test_a_day_that_cannot_be_kept_is_said_at_its_field(ready, days):
    wished = today() + timedelta(days=days)
    page = ready.fill(**GIFT, wished_on=wished.isoformat())
    assert list(page.context["form"].errors) == ["wished_on"]
    assert "Trần Văn Bảy" in page.content.decode()


def test_a_giver_changed_after_the_review_is_reviewed_again(ready):
    ready.fill(**GIFT)
    fields = ready.review() | {"payment": "transfer"}
    ready.fill(**GIFT | {"giver_name": "Ai khác"})
    assert ready.place(fields).url == REVIEW
    assert not Order.objects.exists()


def test_the_recipient_cannot_look_up_what_it_cost(ready):
    order = give(ready)
    assert find_order(number=order.number, phone="0912345678", network="n")[0] is None
    assert find_order(number=order.number, phone="0987654321", network="n")[0] == order


def test_the_slip_for_the_parcel_has_the_card_and_no_price(ready):
    order = give(ready)
    movement = Movement(EntryKind.RECEIVED, int(order.total_incl_tax), "FT1", "transfer")
    record_movement(payment=order.payment, movement=movement)
    staff = Client()
    staff.force_login(makers.user(is_staff=True, is_superuser=True))
    path = f"/quan-tri/kien-hang/{order.producer_orders.get().pk}/"
    page = staff.get(path).content.decode()
    assert "không để giá" in page
    slip = staff.get(f"{path}phieu/").content.decode()
    for text in ("Kẹo dừa", "Nguyễn Thị Sáu", "Trần Văn Bảy", "Chúc mẹ khỏe"):
        assert text in slip
    assert "₫" not in slip
    assert "85.000" not in slip


@pytest.mark.parametrize("wished", ["2026-12-05", "2027-01-01", "2026-12-08"])
def test_no_gift_is_wished_for_on_a_weekend_a_holiday_or_a_seller_s_day_off(buyer, clock, wished):
    seller = makers.producer()
    seller.partner.closed_from, seller.partner.closed_until = date(2026, 12, 7), date(2026, 12, 9)
    seller.partner.save()
    buyer.add(makers.product(producer=seller))
    page = buyer.fill(**GIFT, wished_on=wished)
    (error,) = page.context["form"].errors["wished_on"]
    assert "Ngày gần nhất có thể giao là" in error


def test_the_earliest_day_is_said_where_a_gift_is_wished_for_sooner(ready, clock):
    page = ready.fill(**GIFT, wished_on="2026-11-24")
    (error,) = page.context["form"].errors["wished_on"]
    assert "từ 27/11/2026" in error
