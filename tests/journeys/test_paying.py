"""Orders from the choice at checkout to the money that goes back, at a phone's width, by each way to pay."""

import re

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from shop.order.models import Order
from shop.order.payments.card.inbox import process_due
from shop.order.payments.sending import send_due
from shop.order.payments.transfers.news import process_waiting
from shop.payment.models import LedgerEntry
from tests import bank_makers
from tests.bank_makers import Transfer, sepay, tell
from tests.journeys.steps import (
    assert_fits,
    cancel_order,
    emails,
    fill_delivery,
    forward,
    put_into_basket,
    sign_in_staff,
)
from tests.refund_makers import shopkeeper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAY, ORDER = re.compile("/don-hang/[^/]+/thanh-toan/$"), re.compile("/don-hang/[^/]+/$")
PAYER = re.compile("/don-hang/tra-ho/[^/]+/$")
#: What the seller presses, one after the other, until the parcel is at the door.
TO_THE_DOOR = (
    "Confirm the order",
    "It is packed",
    "Handed to the courier",
    "It has been delivered",
)


@pytest.fixture
def ways(page, stall, settings, peer):
    """A phone before a shop that takes transfers, cards and cash."""
    settings.PAYMENT_BANK, settings.BANK_WEBHOOK_SECRET = bank_makers.BANK, bank_makers.SECRET
    page.set_viewport_size({"width": 360, "height": 800})
    return stall


def order_by(page, product, way, **fields) -> Order:
    """Put one into the basket, say where to, choose how to pay, and order."""
    put_into_basket(page, product)
    fill_delivery(page, **fields)
    forward(page).click()
    page.locator(f"[name='payment'][value='{way}']").check()
    page.locator("form#order button[type='submit']").click()
    if way != "card":
        expect(page).to_have_url(ORDER if way == "cod" else PAY)
    else:
        expect(page.get_by_text("THỬ NGHIỆM")).to_be_visible()
    return Order.objects.get()


def pay_on_stripe(page) -> None:
    """On the card company's page, which ordering by card leads to at once."""
    page.get_by_label("Số thẻ").fill("4242 4242 4242 4242")
    page.get_by_role("button", name="Thanh toán").click()


def pay_by_transfer(page, order) -> None:
    """The bank tells of the transfer; without script one looks again."""
    news = sepay(Transfer(int(order.total_incl_tax), f"CT {order.payment.reference}"), 1)
    assert tell(news).status_code == 200
    process_waiting()
    if not page.scripted:
        page.get_by_role("link", name=_("Check again")).click()
    expect(page.locator("main")).to_contain_text(_("Look at the order"))
    expect(page.locator(".transfer")).to_have_count(0)
    page.get_by_role("link", name=_("Look at the order")).click()


def deliver_parcel(page, order) -> None:
    """The shop finds the parcel and takes it to the door."""
    sign_in_staff(page, shopkeeper())
    page.goto("/quan-tri/kien-hang/")
    page.get_by_role("link", name=order.number, exact=True).click()
    for step in TO_THE_DOOR:
        if step == "Handed to the courier":
            page.get_by_label("GHN", exact=True).check()
        page.get_by_role("button", name=_(step)).click()
    expect(page.locator("h1")).to_contain_text(_("delivered"))


@pytest.mark.parametrize("way", ["cod", "transfer", "card"])
def test_each_way_leads_from_the_choice_to_the_door(page, ways, way):
    order = order_by(page, ways.tea, way)
    if way == "card":
        pay_on_stripe(page)
    elif way == "transfer":
        pay_by_transfer(page, order)
    expect(page).to_have_url(ORDER)
    expect(page.locator("main")).to_contain_text(order.number)
    assert_fits(page)
    mine = page.url
    deliver_parcel(page, order)
    page.goto(mine)
    expect(page.locator("main")).to_contain_text(_("delivered"))
    (entry,) = LedgerEntry.objects.all()
    assert (entry.method, entry.kind, entry.amount) == (way, "received", order.total_incl_tax)
    told = [email.subject for email in emails() if "sau@example.vn" in email.to]
    assert all(order.number in subject for subject in told)
    assert len(told) == len(set(told)) >= 2


def test_a_card_that_paid_gets_it_back_when_the_order_is_cancelled(page, ways, peer):
    order = order_by(page, ways.tea, "card")
    pay_on_stripe(page)
    expect(page).to_have_url(ORDER)
    cancel_order(page)
    assert send_due() == ""
    process_due()
    (refund,) = peer.state.refunds.values()
    assert refund["amount"] == order.total_incl_tax
    page.reload()
    expect(page.locator("main")).to_contain_text(_("refunded"))
    assert any("hoàn" in email.subject for email in emails())


def test_a_gift_is_paid_by_its_giver_and_arrives_without_a_price(page, ways):
    gift = {
        "giver_name": "Trần Văn Bảy",
        "buyer_phone": "0987 654 321",
        "gift": "Chúc mẹ khỏe",
    }
    put_into_basket(page, ways.tea)
    page.goto("/thanh-toan/")
    fill_delivery(page, **gift)
    page.locator("[name='is_gift']").check()
    forward(page).click()
    expect(page.locator("[name='payment'][value='cod']")).to_be_disabled()
    page.locator("[name='payment'][value='card']").check()
    page.locator("form#order button[type='submit']").click()
    pay_on_stripe(page)
    expect(page).to_have_url(ORDER)
    expect(page.locator("main")).to_contain_text("Trần Văn Bảy")
    order = Order.objects.get()
    sign_in_staff(page, shopkeeper())
    page.goto(f"/quan-tri/kien-hang/{order.producer_orders.get().pk}/")
    page.get_by_role("link", name=_("Slip for the parcel, without prices")).click()
    slip = page.locator("main, .page-content").first
    expect(slip).to_contain_text("Chúc mẹ khỏe")
    expect(slip).not_to_contain_text("₫")
    expect(slip).not_to_contain_text("90.000")


def test_somebody_else_pays_by_card_and_sees_no_address(page, ways):
    order = order_by(page, ways.tea, "transfer")
    link = page.locator("[data-share-url]").get_attribute("data-share-url")
    page.context.clear_cookies()
    page.goto(link)
    expect(page.locator("main")).not_to_contain_text("Nguyễn Thị Sáu")
    assert_fits(page)
    page.get_by_role("button", name=_("Pay by card")).click()
    pay_on_stripe(page)
    expect(page).to_have_url(PAYER)
    expect(page.locator("main")).to_contain_text(_("This order is paid already. Thank you."))
    expect(page.locator("main")).not_to_contain_text("Nguyễn Thị Sáu")
    order.payment.refresh_from_db()
    assert (order.payment.status, order.payment.method) == ("paid", "card")
    assert any(order.number in email.subject for email in emails())
