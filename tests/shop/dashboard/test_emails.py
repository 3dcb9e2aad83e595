"""What is unread and what is stuck stands before those who can do something about it."""

import pytest

from shop.mail.delivery import deliver
from shop.mail.models import OutgoingEmail
from shop.notices.models import Notice
from tests import makers
from tests.shop.mail.servers import DOWN
from tests.shop.order.conftest import order_basket

pytestmark = pytest.mark.django_db

STUCK, PARCELS = "/quan-tri/thu/", "/quan-tri/kien-hang/"


@pytest.fixture
def producer_order(seller):
    """A new producer order of the signed-in seller."""
    product = makers.product("Tôm khô", producer=seller.partner.producer)
    order = order_basket(makers.basket(product), makers.commune()).order
    return order.producer_orders.get()


@pytest.fixture
def stuck(producer_order, settings, emails_sent):
    """E-mails that a dead mail server did not take; the server is well again."""
    working, settings.EMAIL_DELIVERY_BACKEND = settings.EMAIL_DELIVERY_BACKEND, DOWN
    with emails_sent():
        order_basket(makers.basket(makers.product()), makers.commune("Cái Bè"))
    settings.EMAIL_DELIVERY_BACKEND = working


def test_a_new_producer_order_is_unread_until_its_seller_opens_it(seller, producer_order):
    page = seller.get(PARCELS).content.decode()
    assert "1 kiện mới" in page
    assert "chưa xem" in page
    seller.get(f"{PARCELS}{producer_order.pk}/")
    page = seller.get(PARCELS).content.decode()
    assert "1 kiện mới" not in page
    assert "chưa xem" not in page


def test_a_new_producer_order_is_unread_though_no_email_can_be_sent(seller, settings, emails_sent):
    settings.EMAIL_DELIVERY_BACKEND = DOWN
    product = makers.product("Tôm khô", producer=seller.partner.producer)
    with emails_sent():
        order_basket(makers.basket(product), makers.commune())
    page = seller.get(PARCELS).content.decode()
    assert "1 kiện mới" in page
    assert "chưa xem" in page


def test_the_count_stands_on_every_screen_of_the_workspace(seller, producer_order):
    assert "1 kiện mới" in seller.get("/quan-tri/catalogue/").content.decode()


def test_the_shop_opening_a_producer_order_does_not_read_it_for_the_seller(
    shopkeeper, seller, producer_order
):
    shopkeeper.get(f"{PARCELS}{producer_order.pk}/")
    assert "1 kiện mới" in seller.get(PARCELS).content.decode()


def test_a_cancelled_producer_order_is_nothing_to_read(seller, producer_order):
    seller.post(f"{PARCELS}{producer_order.pk}/", {"to": "cancelled", "reason": "out_of_stock"})
    Notice.objects.update(read_at=None)
    assert "kiện mới" not in seller.get(PARCELS).content.decode()


def test_stuck_emails_are_shown_with_why_and_sent_again_by_hand(shopkeeper, stuck):
    page = shopkeeper.get(STUCK).content.decode()
    assert "no mail server" in page
    assert "1 thư bị kẹt" in shopkeeper.get("/quan-tri/").content.decode()
    shopkeeper.post(STUCK, {"letter": "all"})
    assert deliver().sent
    assert OutgoingEmail.objects.stuck().count() == 0


def test_an_email_that_may_have_gone_goes_again_only_when_the_staff_asks(shopkeeper, stuck):
    OutgoingEmail.objects.filter(error__contains="no mail server").update(state="uncertain")
    assert "có thể đã gửi" in shopkeeper.get(STUCK).content.decode()
    shopkeeper.post(STUCK, {"letter": "all"})
    assert deliver().sent


@pytest.mark.parametrize("asked", ["", "x", "0", "9" * 40])
def test_an_email_that_does_not_exist_changes_nothing(shopkeeper, asked):
    assert shopkeeper.post(STUCK, {"letter": asked}).status_code == 302


@pytest.mark.parametrize("person", ["seller", "officer", "buyer"])
def test_others_see_no_emails(person, request):
    assert request.getfixturevalue(person).get(STUCK).status_code in (302, 403)
