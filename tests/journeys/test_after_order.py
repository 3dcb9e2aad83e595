"""After the order: found again by number and phone, followed, cancelled, ordered once more."""

import re

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from shop.order.fulfilment import transition_producer_order
from tests import makers
from tests.journeys.steps import cancel_order, find_order
from tests.shop.order.conftest import order_basket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BASKET = re.compile("/gio-hang/$")


@pytest.fixture
def order(shop):
    return order_basket(makers.basket(shop.floor.fresh), shop.ward).order


def test_a_guest_finds_follows_cancels_and_orders_again(page, order):
    page.set_viewport_size({"width": 360, "height": 740})
    find_order(page, order.number)
    expect(page.locator(".timeline li")).to_have_count(5)
    transition_producer_order(
        producer_order=order.producer_orders.get(), to="confirmed", role="staff"
    )
    page.reload()
    expect(page.locator(".timeline [aria-current]")).to_contain_text("xác nhận")
    cancel_order(page)
    page.get_by_role("button", name=_("Order the same again")).click()
    expect(page).to_have_url(BASKET)
    expect(page.locator("li.order-line")).to_have_count(1)


def test_a_wrong_phone_finds_nothing_and_keeps_what_was_typed(page, order):
    find_order(page, order.number, phone="0987 654 321")
    expect(page.get_by_role("alert")).to_contain_text("Không tìm thấy")
    expect(page.locator("[name='number']")).to_have_value(order.number)
