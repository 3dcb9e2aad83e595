"""Buying without a mouse, from the front page to the order."""

import re

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from playwright.sync_api import expect

from search.index.entries import reindex_all
from shop.order.models import Order
from tests.journeys.steps import BASKET, ORDER, reach

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_keys_alone_are_enough_to_buy(page, shop):
    for _written in reindex_all():
        pass
    _find(page)
    _add(page)
    _order(page, shop)
    expect(page).to_have_url(ORDER)
    assert Order.objects.get().num_items == 1


def _find(page):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.goto("/")
    reach(page, page.locator("#find"))
    page.keyboard.type("tom kho")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/tim-kiem/\?q=tom"))
    reach(page, page.locator("article.card a").first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/san-pham/tom-kho"))


def _add(page):
    button = page.locator("form.buy").get_by_role("button", name=_("Add to basket")).last
    reach(page, button)
    page.keyboard.press("Enter")
    if page.scripted:  # stays on the page
        expect(page.locator("header .badge")).to_contain_text("1")
        page.goto("/")
        reach(page, page.locator(".tools a").last)
        page.keyboard.press("Enter")
    expect(page).to_have_url(BASKET)
    reach(page, page.get_by_role("link", name=pgettext("verb", "Order"), exact=True))
    page.keyboard.press("Enter")


def _order(page, shop):
    for name, words in {
        "name": "Nguyễn Thị Sáu",
        "phone": "0912 345 678",
        "email": "sau@example.vn",
        "place": "tan phong",
    }.items():
        reach(page, page.locator(f"[name='{name}']"))
        page.keyboard.type(words)
    if page.scripted:
        expect(page.locator("#places [role=option]").first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("[type=hidden][name=commune]")).to_have_value(shop.ward.code)
    reach(page, page.locator("[name='street']"))
    page.keyboard.type("Ấp 1")
    for name in ("consent", "data_consent"):
        reach(page, page.locator(f"[name='{name}']"))
        page.keyboard.press("Space")
    for _press in range(1 if page.scripted else 2):  # without script the place is asked about
        reach(page, page.locator("button[value='review']:not(.visually-hidden)"))
        page.keyboard.press("Enter")
        expect(page.locator("[name='commune']:checked, .order-lines").first).to_be_visible()
    expect(page).to_have_url(re.compile("/thanh-toan/xem-lai/"))
    reach(page, page.get_by_role("button", name=_("Place the order")))
    page.keyboard.press("Enter")
