"""Saying where to deliver: with script by a list while typing, without by a button and a list."""

import re

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from shop.order.models import Order

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REVIEW, ORDER = re.compile("/thanh-toan/xem-lai/$"), re.compile("/don-hang/.+/$")


def test_the_place_is_typed_and_chosen_by_keyboard(page, shop):
    _put_into_the_basket(page, shop)
    page.goto("/thanh-toan/")
    for name, words in {
        "name": "Nguyễn Thị Sáu",
        "phone": "0912 345 678",
        "street": "Bản Sin Suối Hồ",
    }.items():
        page.locator(f"[name='{name}']").fill(words)
    place = page.locator("[name='place']")
    place.press_sequentially("tan phon", delay=30)
    if page.scripted:
        expect(place).to_have_attribute("aria-expanded", "true")
        place.press("ArrowDown")
        expect(place).to_have_attribute("aria-activedescendant", "places-option-0")
        place.press("Enter")
        expect(place).to_have_attribute("aria-expanded", "false")
        expect(place).to_have_value(re.compile("Tân Phong"))
    else:
        page.locator("button[value='find']").click()
        expect(page.locator("[name='name']")).to_have_value("Nguyễn Thị Sáu")
        page.locator(f"[name='commune'][value='{shop.ward.code}']").check()
    for name in ("consent", "data_consent"):
        page.locator(f"[name='{name}']").check()
    page.locator("button[value='review']:not(.visually-hidden)").click()
    expect(page).to_have_url(REVIEW)
    expect(page.locator("main")).to_contain_text("Tân Phong")
    page.get_by_role("button", name=_("Place the order")).click()
    expect(page).to_have_url(ORDER)
    assert Order.objects.get().submission.commune == shop.ward


def test_a_line_is_kept_for_later_and_taken_back(page, shop):
    _put_into_the_basket(page, shop)
    page.goto("/gio-hang/")
    page.locator("form[action*='de-danh'] button").click()
    expect(page.locator("#saved li.order-line")).to_have_count(1)
    page.locator("form[action*='lay-lai'] button").click()
    expect(page.locator("#saved")).to_have_count(0)
    expect(page.locator("li.order-line")).to_have_count(1)


def _put_into_the_basket(page, shop):
    page.goto(shop.floor.fresh.get_absolute_url())
    page.locator("form.buy").get_by_role("button", name=_("Add to basket")).last.click()
    if page.scripted:
        expect(page.locator("#basket-count .badge")).to_be_visible()
