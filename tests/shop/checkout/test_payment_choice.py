"""How an order is paid is chosen on the review, and looked at again by the server."""

from decimal import Decimal

import pytest
from django.test import Client

from shop.order.links import order_path, order_token
from shop.order.models import Order
from tests import makers
from tests.peers.stripe import Fault
from tests.shop.conftest import Buyer, messages_of

pytestmark = pytest.mark.django_db

REVIEW = "/thanh-toan/xem-lai/"
BANK = {"bin": "970436", "name": "Vietcombank", "account": "0011", "holder": "OCOP"}


@pytest.fixture(autouse=True)
def methods(settings):
    """All methods are set up."""
    settings.PAYMENT_BANK, settings.STRIPE_SECRET_KEY = BANK, "sk_test_1"


@pytest.fixture
def ready(buyer):
    """A buyer with one product of 85,000 ₫ in the basket and the form filled in."""
    buyer.add(makers.product("Kẹo dừa", price=85_000, stock=9))
    buyer.fill()
    return buyer


def pay_page(order) -> str:
    return f"/don-hang/{order_token(order)}/thanh-toan/"


def test_nothing_is_ticked_for_a_buyer_who_never_chose(ready):
    page = ready.client.get(REVIEW)
    assert page.context["chosen"] == ""
    for text in ("Chuyển khoản bằng mã QR", "Thẻ ngân hàng", "Trả tiền khi nhận hàng"):
        assert text in page.content.decode()


def test_ordering_with_a_transfer_leads_to_the_page_to_pay_on(ready):
    answer = ready.place(ready.review() | {"payment": "transfer"})
    order = Order.objects.get()
    assert answer.url == pay_page(order)
    assert (order.payment.method, order.status) == ("transfer", "awaiting_payment")


def test_pressing_again_leads_to_the_same_page(ready):
    fields = ready.review() | {"payment": "transfer"}
    assert ready.place(fields).url == ready.place(fields).url == pay_page(Order.objects.get())


def test_ordering_with_a_card_leads_to_the_page_of_the_card_and_back_to_ours(ready, peer):
    fields = ready.review() | {"payment": "card"}
    answers = [ready.place(fields) for _press in "12"]
    (session,) = peer.state.sessions.values()
    assert {(answer.status_code, answer.url) for answer in answers} == {(303, session["url"])}
    assert session["cancel_url"].endswith(pay_page(Order.objects.get()))


def test_who_goes_back_from_the_card_s_page_finds_the_order_and_not_an_empty_basket(ready, peer):
    ready.place(ready.review() | {"payment": "card"})
    assert ready.client.get(REVIEW).url == pay_page(Order.objects.get())
    assert len(peer.state.sessions) == 1


def test_while_the_card_company_is_silent_the_order_stands_and_waits(ready, peer):
    peer.state.faults.append(Fault("/v1/checkout", "500", times=9))
    answer = ready.client.post(REVIEW, ready.review() | {"payment": "card"}, follow=True)
    order = Order.objects.get()
    assert answer.redirect_chain[-1][0] == pay_page(order)
    assert "chưa bị trừ tiền" in messages_of(answer)
    assert order.status == "awaiting_payment"


def test_ordering_with_cash_leads_to_the_order(ready):
    answer = ready.place(ready.review() | {"payment": "cod"})
    assert answer.url == order_path(Order.objects.get())


@pytest.mark.parametrize("code", ["", "gold"])
def test_without_a_known_method_nothing_is_ordered_and_nothing_lost(ready, code):
    answer = ready.place(ready.review() | {"payment": code})
    assert answer.url == f"{REVIEW}#pay"
    page = ready.client.get(REVIEW)
    assert "Vui lòng chọn cách thanh toán." in messages_of(page)
    assert "12 ấp Phú Nhuận" in page.content.decode()
    assert not Order.objects.exists()


def test_a_method_that_is_not_set_up_is_neither_shown_nor_taken(ready, settings):
    settings.STRIPE_SECRET_KEY = ""
    assert 'value="card"' not in ready.client.get(REVIEW).content.decode()
    assert ready.place(ready.review() | {"payment": "card"}).url == f"{REVIEW}#pay"


def test_cash_above_the_limit_is_shown_with_its_reason_and_refused(ready, settings):
    settings.COD_ORDER_LIMIT = 50_000
    page = ready.client.get(REVIEW)
    refusals = {offered.method.code: offered.refusal for offered in page.context["methods"]}
    assert "50.000" in refusals["cod"]
    assert not refusals["transfer"]
    assert ready.place(ready.review() | {"payment": "cod"}).url == REVIEW
    assert "50.000" in messages_of(ready.client.get(REVIEW))
    assert not Order.objects.exists()


def test_the_choice_survives_going_back_to_the_address(ready):
    answer = ready.place(ready.review() | {"payment": "card", "action": "address"})
    assert answer.url == "/thanh-toan/"
    ready.fill(name="Nguyễn Văn Bảy")
    assert ready.review()["payment"] == "card"


def test_a_guest_finds_the_last_choice_ticked(ready):
    ready.place(ready.review() | {"payment": "transfer"})
    ready.add(makers.product("Mứt dừa"))
    ready.fill()
    assert ready.review()["payment"] == "transfer"


def test_an_account_finds_its_last_choice_on_another_device(commune):
    user = makers.user()
    for ticked in ("", "transfer"):
        client = Client()
        client.force_login(user)
        buyer = Buyer(client, commune)
        buyer.add(makers.product(price=Decimal(50_000)))
        buyer.fill()
        fields = buyer.review()
        assert fields.get("payment", "") == ticked
        buyer.place(fields | {"payment": "transfer"})


def test_a_choice_that_is_refused_now_is_not_ticked(ready, settings):
    ready.place(ready.review() | {"payment": "cod", "action": "address"})
    settings.COD_ORDER_LIMIT = 1
    assert "payment" not in ready.review()
