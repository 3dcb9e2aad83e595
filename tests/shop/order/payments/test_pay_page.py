"""The page where an order is paid, by its signed link."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.clock import now
from shop.mail.models import OutgoingEmail
from shop.order.emails.seller import NEW_PRODUCER_ORDER
from shop.order.links import order_path, order_token
from shop.order.models import Order
from shop.order.payments.expiry import expire_unpaid
from shop.order.payments.services import Movement, record_movement
from shop.payment.models import EntryKind, Payment

pytestmark = pytest.mark.django_db
BANK = {"bin": "970436", "name": "Vietcombank", "account": "0011", "holder": "OCOP"}


@pytest.fixture(autouse=True)
def methods(settings):
    """All methods are offered."""
    settings.PAYMENT_BANK, settings.STRIPE_SECRET_KEY = BANK, "sk_test_1"


def url(order):
    return reverse("orders:pay", kwargs={"token": order_token(order)})


def receive(order, amount=None):
    amount = amount or int(order.total_incl_tax)
    movement = Movement(EntryKind.RECEIVED, amount, "FT1", "transfer")
    record_movement(payment=order.payment, movement=movement)


def test_the_page_says_what_is_owed_and_until_when(client, awaiting):
    page = client.get(url(awaiting)).content.decode()
    assert awaiting.payment.reference in page
    assert "Hàng được giữ cho bạn đến" in page
    assert "Thẻ ngân hàng" in page


def test_there_is_one_button_for_the_card(client, awaiting):
    client.post(url(awaiting), {"payment": "card"})
    page = client.get(url(awaiting)).content.decode()
    assert page.count(reverse("orders:pay-card", kwargs={"token": order_token(awaiting)})) == 1


def test_a_forged_link_opens_nothing(client, awaiting):
    assert client.get(url(awaiting)[:-3] + "x/").status_code == 404


def test_the_buyer_changes_to_cash_and_the_sellers_get_to_work(client, awaiting):
    for _press in range(2):
        response = client.post(url(awaiting), {"payment": "cod"})
        assert response.url == order_path(awaiting)
    order = Order.objects.get(pk=awaiting.pk)
    assert (order.payment.method, order.payment.status) == ("cod", "on_delivery")
    assert order.payment.expires_at is None
    assert order.status == "new"
    assert OutgoingEmail.objects.filter(kind=NEW_PRODUCER_ORDER).count() == 1
    assert "Trả tiền khi nhận hàng" in client.get(order_path(awaiting)).content.decode()


def test_changing_to_the_card_leaves_the_time_that_was_promised(client, awaiting):
    before = awaiting.payment.expires_at
    assert client.post(url(awaiting), {"payment": "card"}).url == url(awaiting)
    payment = Payment.objects.get()
    assert (payment.method, payment.status) == ("card", "awaiting")
    assert payment.expires_at == before


@pytest.mark.parametrize("code", ["", "gold", "card"])
def test_a_method_that_is_not_offered_changes_nothing(client, awaiting, settings, code):
    settings.STRIPE_SECRET_KEY = ""
    assert client.post(url(awaiting), {"payment": code}).url == url(awaiting)
    assert Payment.objects.get().method == "transfer"


def test_a_part_payment_is_not_changed_to_cash(client, awaiting):
    receive(awaiting, 1000)
    client.post(url(awaiting), {"payment": "cod"})
    assert Payment.objects.get().status == "awaiting"


def test_a_paid_order_says_so_and_cannot_be_changed(client, awaiting):
    receive(awaiting)
    assert "Đơn hàng đã được thanh toán" in client.get(url(awaiting)).content.decode()
    client.post(url(awaiting), {"payment": "cod"})
    assert Payment.objects.get().status == "paid"


def test_an_expired_order_offers_to_order_again(client, awaiting):
    Payment.objects.update(expires_at=now() - timedelta(seconds=1))
    expire_unpaid()
    page = client.get(url(awaiting)).content.decode()
    assert "Mua lại đơn này" in page
    assert 'name="payment"' not in page


def payer_path(client, order):
    """The link that the page offers for whoever pays."""
    return client.get(url(order)).context["payer_url"].removeprefix("http://testserver")


def test_a_link_for_somebody_else_pays_and_tells_no_address(client, awaiting):
    path = payer_path(client, awaiting)
    page = Client().get(path)
    text = page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"
    for told in (awaiting.payment.reference, "0011", awaiting.lines.get().title):
        assert told in text
    for kept in ("Nguyễn Thị Sáu", "912", "ấp Phú Nhuận", "sau@example.vn", order_token(awaiting)):
        assert kept not in text


def test_a_payers_link_opens_nothing_else(client, awaiting):
    token = payer_path(client, awaiting).strip("/").split("/")[-1]
    assert client.get(reverse("orders:confirmation", kwargs={"token": token})).status_code == 404
    assert client.get(reverse("orders:pay", kwargs={"token": token})).status_code == 404


def test_a_payers_link_ends_after_its_days(client, awaiting, monkeypatch):
    path = payer_path(client, awaiting)
    monkeypatch.setattr("shop.order.links.PAYER_LINK_LASTS", timedelta(seconds=-1))
    assert client.get(path).status_code == 404


def test_a_payer_is_told_that_it_is_paid(client, awaiting):
    path = payer_path(client, awaiting)
    receive(awaiting)
    text = client.get(path).content.decode()
    assert "đã được thanh toán" in text
    assert "0011" not in text


def test_the_orders_page_leads_to_the_payment(client, awaiting):
    page = client.get(order_path(awaiting)).content.decode()
    assert url(awaiting) in page
    assert "chờ thanh toán" in page


def test_a_payers_page_leads_to_the_card_and_looks_for_the_transfer(client, awaiting):
    path = payer_path(client, awaiting)
    text = Client().get(path).content.decode()
    assert f"{path}the/" in text
    assert f"{path}tinh-trang/" in text
    assert Client().get(f"{path}tinh-trang/").json()["open"]
    assert Client().get(f"{path}vietqr.png")["Content-Type"] == "image/png"


def test_a_link_is_offered_where_only_cards_are_taken(client, awaiting, settings):
    settings.PAYMENT_BANK = BANK | {"account": ""}
    assert payer_path(client, awaiting)
    settings.STRIPE_SECRET_KEY = ""
    assert not client.get(url(awaiting)).context["payer_url"]


def test_a_payment_is_called_after_the_way_by_which_the_money_came(client, awaiting):
    client.post(url(awaiting), {"payment": "card"})
    receive(awaiting)
    assert Payment.objects.get().method == "transfer"
    assert "Chuyển khoản" in client.get(order_path(awaiting)).content.decode()


def test_the_way_to_pay_is_named_in_the_language_of_the_page(client, awaiting):
    page = client.get(f"/en{url(awaiting)}").content.decode()
    assert "Bank transfer by QR" in page
    assert "Chuyển khoản bằng mã QR" not in page
