"""An order paid by transfer, on a phone: the code is read, the money comes, page, mail and seller hear it."""

import io

import pytest
import zxingcpp
from django.urls import reverse
from django.utils.translation import gettext as _
from PIL import Image
from playwright.sync_api import expect

from shop.order.links import order_token
from shop.order.payments.transfers.news import process_waiting
from shop.payment.methods import BANK_TRANSFER
from tests import bank_makers, makers
from tests.bank_makers import Transfer, sepay, tell
from tests.journeys.steps import assert_fits, emails, sign_in_staff
from tests.refund_makers import shopkeeper
from tests.shop.order.conftest import order_basket
from tests.shop.payment.vietqr_reader import read_payload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def order(stall, settings, in_turn):
    """Two packs of tea that wait for a transfer, in the demonstration with its made bank."""
    settings.PAYMENT_BANK, settings.BANK_WEBHOOK_SECRET = bank_makers.BANK, bank_makers.SECRET
    settings.BANK_SIMULATION = True
    return order_basket(makers.basket((stall.tea, 2)), stall.ward, payment=BANK_TRANSFER).order


def open_page(page, order):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(reverse("orders:pay", kwargs={"token": order_token(order)}))


def drawn(page):
    """Read the code as a banking app does, from what the screen shows."""
    picture = page.locator(".transfer img").screenshot()
    return read_payload(zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))[0].text)


def look(page):
    """Without script one presses; with it the page looks by itself."""
    if not page.scripted:
        page.get_by_role("link", name=_("Check again")).click()


def come(order, amount, number):
    """The bank tells of so much for the order."""
    assert (
        tell(sepay(Transfer(amount, f"MBVCB.{order.payment.reference}.CT"), number)).status_code
        == 200
    )
    process_waiting()


def test_the_page_notices_that_the_money_has_come(page, order):
    open_page(page, order)
    total = int(order.total_incl_tax)
    code = drawn(page)
    assert (code.amount, code.purpose) == (total, order.payment.reference)
    expect(page.locator("[data-copy]").first).to_be_visible(visible=page.scripted)
    come(order, 1000, 1)
    look(page)
    expect(page.get_by_text("Còn thiếu").first).to_be_visible()
    assert drawn(page).amount == total - 1000
    assert "còn thiếu" in emails()[-1].subject
    come(order, total - 1000, 2)
    look(page)
    expect(page.get_by_text("Cảm ơn bạn").first).to_be_visible()
    expect(page.locator(".transfer")).to_have_count(0)
    assert_fits(page)
    assert any(order.number in email.subject for email in emails())
    _seller_sees_it(page, order)


def _seller_sees_it(page, order):
    sign_in_staff(page, shopkeeper())
    page.goto("/quan-tri/kien-hang/")
    expect(page.locator("main, .page-content").first).to_contain_text(order.number)
    page.goto("/quan-tri/thanh-toan/sao-ke/?show=exact")
    expect(page.get_by_role("link", name=order.number)).to_be_visible()
