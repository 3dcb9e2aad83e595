"""Money that goes back, on a phone: a cancelled transfer sent by the staff; a return with a photograph."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from shop.order.links import order_path
from shop.order.models import ReturnRequest
from shop.payment.methods import BANK_TRANSFER
from shop.payment.models import LedgerEntry, Refund
from tests import makers, photo_files
from tests.journeys.steps import assert_fits, cancel_order, emails, fill, sign_in_staff
from tests.refund_makers import TO_THE_DOOR, pay, shopkeeper, step
from tests.shop.order.conftest import order_basket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def order(stall):
    """A paid transfer order of two packs of tea."""
    basket = makers.basket((stall.tea, 2))
    order = order_basket(basket, stall.ward, payment=BANK_TRANSFER).order
    pay(order)
    return order


def test_a_cancelled_transfer_is_sent_back_by_the_staff(page, order):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(order_path(order))
    cancel_order(page)
    page.get_by_role("link", name=_("Tell us to which account")).click()
    page.locator("[name='bank_bin']").select_option("970436")
    fill(page, {"account": "0011 0012 34567", "holder": "Nguyễn Thị Sáu"})
    page.get_by_role("button", name=_("Send the money there")).click()
    expect(page.get_by_text("đang được hoàn lại")).to_be_visible()

    send_by_hand(page, order, shopkeeper())
    assert Refund.objects.get().amount == order.total_incl_tax


def test_cash_of_goods_that_come_back_goes_to_an_account(page, stall):
    cash = order_basket(makers.basket((stall.tea, 2)), stall.ward).order
    step(cash.producer_orders.get(), *TO_THE_DOOR)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(order_path(cash))
    page.get_by_role("link", name=_("Return goods"), exact=True).click()
    page.locator("[name^='pieces_']").select_option("2")
    page.locator("[name='reason'][value='damaged']").check()
    fill(page, {"words": "Gói trà bị ướt."})
    page.locator("[name='photo_1']").set_input_files(
        {"name": "uot.jpg", "mimeType": "image/jpeg", "buffer": photo_files.photo()}
    )
    page.get_by_role("button", name=_("Ask to return")).click()
    owner = shopkeeper()
    sign_in_staff(page, owner)
    page.goto("/quan-tri/thanh-toan/tra-hang/")
    page.get_by_role("link", name=cash.number).click()
    page.get_by_role("button", name=_("Accept the return")).click()
    page.get_by_role("button", name=_("The goods have come back")).click()
    assert "hoan-tien" in emails()[-1].body

    page.context.clear_cookies()
    page.goto(f"{order_path(cash)}hoan-tien/")
    page.locator("[name='bank_bin']").select_option("970436")
    fill(page, {"account": "0011001234567", "holder": "Nguyễn Thị Sáu"})
    page.get_by_role("button", name=_("Send the money there")).click()
    expect(page.get_by_text("đang được hoàn lại")).to_be_visible()
    assert_fits(page)
    send_by_hand(page, cash, owner)


def send_by_hand(page, order, person):
    """The staff send the money and write down the bank's number; the books and the buyer have it."""
    sign_in_staff(page, person)
    page.goto("/quan-tri/thanh-toan/hoan-tien/")
    page.get_by_role("link", name=order.number).click()
    expect(page.get_by_text("0011001234567")).to_be_visible()
    page.get_by_role("button", name=_("I send it now")).click()
    page.locator("#sent_text").fill("FT26335001")
    page.get_by_role("button", name=_("It has been sent")).click()
    expect(page.locator("h1")).to_contain_text("đã gửi")
    assert LedgerEntry.objects.get(kind="refunded").reference == "FT26335001"
    assert "FT26335001" in emails()[-1].body


def test_broken_goods_go_back_with_a_photograph(page, order):
    step(order.producer_orders.get(), *TO_THE_DOOR)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(order_path(order))
    page.get_by_role("link", name=_("Return goods"), exact=True).click()
    page.locator("[name^='pieces_']").select_option("1")
    page.locator("[name='reason'][value='damaged']").check()
    fill(page, {"words": "Gói trà bị ướt."})
    page.locator("[name='photo_1']").set_input_files(
        {"name": "uot.jpg", "mimeType": "image/jpeg", "buffer": photo_files.photo()}
    )
    page.get_by_role("button", name=_("Ask to return")).click()
    expect(page.get_by_text("Gói trà bị ướt.")).to_be_visible()

    sign_in_staff(page, shopkeeper())
    page.goto("/quan-tri/thanh-toan/tra-hang/")
    page.get_by_role("link", name=order.number).click()
    expect(page.get_by_role("img", name=_("Photograph of the buyer"))).to_be_visible()
    fill(page, {"answer": "Gửi trà về xưởng, chúng tôi trả phí."})
    page.get_by_role("button", name=_("Accept the return")).click()
    page.get_by_role("button", name=_("The goods have come back")).click()
    expect(page.locator("h1")).to_contain_text("đang hoàn tiền")
    assert ReturnRequest.objects.get().refund.items.filter(quantity=1).exists()
