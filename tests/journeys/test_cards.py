"""Paying by card on the company's page, at a phone's width, with and without script."""

import re
import time
from types import SimpleNamespace

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from shop.mail.delivery import deliver
from shop.order.links import order_path
from shop.order.models import Order
from shop.order.payments.card.inbox import process_due
from shop.order.payments.expiry import expire_unpaid
from shop.payment.methods import CARD
from shop.payment.models import LedgerEntry, ProviderEvent
from tests import makers
from tests.card_makers import entries_of, state_of, total_of
from tests.journeys.steps import emails
from tests.shop.order.conftest import order_basket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ORDER = re.compile("/don-hang/[^/]+/$")
PAY, RETURN = re.compile("/thanh-toan/$"), re.compile("/thanh-toan/ket-qua/$")


@pytest.fixture
def order(stall, page):
    """An order that waits for a card; the page of its payment is open on a phone."""
    page.set_viewport_size({"width": 360, "height": 800})
    return SimpleNamespace(stall=stall, page=page)


def place(stall) -> Order:
    basket = makers.basket((stall.tea, 2))
    return order_basket(basket, stall.ward, payment=CARD).order


def open_card_page(page, order) -> None:
    """Go from the order's page for paying to the card company's."""
    page.goto(f"{order_path(order)}thanh-toan/")
    page.get_by_role("button", name=_("Pay by card")).click()
    expect(page.get_by_text("THỬ NGHIỆM")).to_be_visible()


def type_card(page, number) -> None:
    page.get_by_label("Số thẻ").fill(number)
    page.get_by_role("button", name="Thanh toán").click()


def messages_arrive(number=1) -> None:
    """Wait until the company's messages stand in the database, then let the worker apply them."""
    for _turn in range(100):
        if ProviderEvent.objects.count() >= number:
            break
        time.sleep(0.1)
    process_due()
    deliver()


def test_a_card_pays_and_everybody_hears_of_it(order, peer):
    page, placed = order.page, place(order.stall)
    open_card_page(page, placed)
    type_card(page, "4242 4242 4242 4242")
    expect(page).to_have_url(ORDER)
    expect(page.locator("main")).to_contain_text(placed.number)
    messages_arrive()
    assert state_of(placed) == ("paid", "new")
    assert entries_of(placed) == [("received", total_of(placed))]
    subjects = " ".join(email.subject for email in emails())
    assert placed.number in subjects


def test_a_declined_card_is_followed_by_another_and_by_the_bank_s_question(order, peer):
    page, placed = order.page, place(order.stall)
    open_card_page(page, placed)
    type_card(page, "4000 0000 0000 0002")
    expect(page.get_by_role("alert")).to_contain_text("từ chối")
    type_card(page, "4000 0000 0000 3220")
    page.get_by_role("button", name="Đúng, tôi trả").click()
    expect(page).to_have_url(ORDER)
    assert state_of(placed) == ("paid", "new")


def test_a_payment_that_was_left_is_taken_up_again(order, peer):
    page, placed = order.page, place(order.stall)
    open_card_page(page, placed)
    page.get_by_role("link", name="Quay lại cửa hàng").click()
    expect(page).to_have_url(PAY)
    assert state_of(placed) == ("awaiting", "awaiting_payment")
    page.get_by_role("button", name=_("Pay by card")).click()
    type_card(page, "4242424242424242")
    expect(page).to_have_url(ORDER)
    assert len(peer.state.sessions) == 1
    assert LedgerEntry.objects.count() == 1


def test_a_bank_that_takes_days_is_waited_for(order, peer):
    page, placed = order.page, place(order.stall)
    open_card_page(page, placed)
    page.get_by_role("button", name="Trả bằng cách chậm").click()
    expect(page).to_have_url(RETURN)
    expect(page.locator("p.lead[role=status]")).to_contain_text("vài ngày")
    (name,) = peer.state.sessions
    peer.state.decide(name, paid=True)
    messages_arrive(2)
    page.goto(f"{order_path(placed)}thanh-toan/ket-qua/?session_id=x&status=failed")
    expect(page).to_have_url(ORDER)


def test_a_claim_in_the_address_is_not_believed(order, peer):
    page, placed = order.page, place(order.stall)
    open_card_page(page, placed)
    page.goto(f"{order_path(placed)}thanh-toan/ket-qua/?redirect_status=succeeded&paid=1")
    expect(page.locator("p.lead[role=status]")).to_contain_text("Đơn hàng được giữ")
    assert state_of(placed) == ("awaiting", "awaiting_payment")


def test_a_company_that_is_away_costs_nothing(order, peer, settings):
    page, placed = order.page, place(order.stall)
    settings.STRIPE_API_URL = "http://127.0.0.1:9"
    page.goto(f"{order_path(placed)}thanh-toan/")
    page.get_by_role("button", name=_("Pay by card")).click()
    expect(page).to_have_url(PAY)
    expect(page.locator("main, .messages").first).to_be_visible()
    expect(page.get_by_text("chưa trả lời").first).to_be_visible()
    settings.STRIPE_API_URL = peer.url
    page.get_by_role("button", name=_("Pay by card")).click()
    type_card(page, "4242424242424242")
    expect(page).to_have_url(ORDER)
    assert expire_unpaid() == 0
