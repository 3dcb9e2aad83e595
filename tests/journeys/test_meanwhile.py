"""What becomes of the goods between basket and order is said plainly, and nothing is lost."""

import re

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from shop.order.models import Order
from tests.journeys.steps import (
    BASKET,
    ORDER,
    REVIEW,
    buy_button,
    fill_delivery,
    forward,
    on_phone_and_desk,
    place_button,
    put_into_basket,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("in_turn"),
]


@on_phone_and_desk
def test_price_certificate_and_stock_change_while_the_review_is_read(page, stall, width):
    page.set_viewport_size({"width": width, "height": 740})
    put_into_basket(page, stall.tea)
    put_into_basket(page, stall.honey)
    fill_delivery(page)
    forward(page).click()
    expect(page).to_have_url(REVIEW)

    stall.tea.stockrecords.update(price=95_000)
    _press_and_read(page, REVIEW, stall.tea.title, "95.000", "90.000")
    stall.honey.certificates.update(revoked_on="2026-01-01", revocation_ground="b")
    _press_and_read(page, REVIEW, stall.honey.title)
    expect(page.locator("section", has_text=_("Not in this order"))).to_contain_text("01/01/2026")
    stall.tea.stockrecords.update(num_in_stock=0)
    _press_and_read(page, BASKET, stall.tea.title)
    expect(page.locator("li.order-line.blocked")).to_have_count(2)

    stall.tea.stockrecords.update(num_in_stock=3)
    page.reload()
    expect(page.locator("li.order-line.blocked")).to_have_count(1)
    page.locator("aside.summary a.button").click()
    expect(page.locator("[name='street']")).to_have_value("12 ấp Phú Nhuận")
    forward(page).click()
    place_button(page).click()
    expect(page).to_have_url(ORDER)
    assert [line.title for line in Order.objects.get().lines.all()] == [stall.tea.title]
    page.goto("/gio-hang/")
    expect(page.locator("li.order-line.blocked")).to_contain_text(stall.honey.title)


def test_goods_that_run_out_or_lose_their_certificate_while_their_page_is_open(page, stall):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(stall.tea.get_absolute_url())
    stall.tea.stockrecords.update(num_in_stock=0)
    buy_button(page).click()
    expect(page.locator(".toast.error")).to_contain_text(_("Sold out for now."))
    page.goto(stall.honey.get_absolute_url())
    stall.honey.certificates.update(revoked_on="2026-01-01", revocation_ground="b")
    buy_button(page).click()
    expect(page.locator(".toast.error")).to_contain_text("01/01/2026")
    page.goto("/gio-hang/")
    expect(page.locator("li.order-line")).to_have_count(0)


def _press_and_read(page, where: re.Pattern, *words):
    """The button orders nothing, leads to where it can be read, and that page says what changed."""
    place_button(page).click()
    for word in words:
        expect(page.locator(".messages")).to_contain_text(word)
    expect(page).to_have_url(where)
    assert Order.objects.count() == 0
