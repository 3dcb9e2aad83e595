"""What hands meet on a small phone: nothing covered, nothing lost, and words for what was done."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests.journeys.steps import BASKET

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 640}
#: The elements of an open filter that something else lies on.
COVERED = """
() => [...document.querySelectorAll(".filters label, .filters summary")]
  .filter((each) => each.checkVisibility())
  .filter((each) => {
    each.scrollIntoView({ block: "center" });
    const box = each.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return !each.contains(top) && !top?.contains(each);
  })
  .map((each) => each.textContent.trim())
"""


def test_the_filters_of_a_phone_are_covered_by_nothing(page, shop):
    page.set_viewport_size(PHONE)
    page.goto("/san-pham/")
    page.locator(".filters > summary").click()
    if page.scripted:
        expect(page.locator("dialog.sheet")).to_be_visible()
        return
    for width in (360, 390, 640, 768):
        page.set_viewport_size(PHONE | {"width": width})
        assert page.evaluate(COVERED) == []


def test_search_and_basket_stay_in_one_short_row(page, shop):
    page.set_viewport_size(PHONE)
    page.goto("/san-pham/")
    page.evaluate("scrollTo(0, 900)")
    for part in ("#find", "header a[href='/gio-hang/']"):
        expect(page.locator(part)).to_be_in_viewport(ratio=1)
    bottom = page.evaluate("document.querySelector('.header').getBoundingClientRect().bottom")
    assert 44 <= bottom <= 72
    expect(page.locator(".brand")).not_to_be_in_viewport()


def test_a_jump_within_the_page_ends_below_that_row(page, shop):
    page.set_viewport_size(PHONE)
    page.goto(f"{shop.floor.fresh.get_absolute_url()}#chung-nhan")
    place = "document.querySelector('#chung-nhan').getBoundingClientRect().top"
    bar = "document.querySelector('.header').getBoundingClientRect().bottom"
    page.wait_for_function(f"scrollY > 0 && {place} >= {bar}")


def test_the_button_that_adds_keeps_the_focus_and_says_so(page, shop):
    page.goto(shop.floor.fresh.get_absolute_url())
    button = page.locator("form.buy").get_by_role("button", name=_("Add to basket")).last
    button.focus()
    page.keyboard.press("Enter")
    if not page.scripted:
        page.wait_for_url(BASKET)
        expect(page.locator("main .messages")).to_contain_text(shop.floor.fresh.title)
        return
    expect(page.locator("#basket-message")).to_contain_text(shop.floor.fresh.title)
    pressed = page.locator("form.buy button.button:not([name])")
    expect(pressed).to_be_focused()
    expect(pressed).to_have_text("✓ Đã thêm")
    expect(pressed).to_have_text("Thêm vào giỏ")
    expect(pressed).to_be_focused()


def test_an_error_goes_when_its_field_is_mended(page, shop):
    page.goto(shop.floor.fresh.get_absolute_url())
    page.locator("form.buy button.button:not([name])").click()
    if page.scripted:
        expect(page.locator("#basket-message")).to_contain_text(shop.floor.fresh.title)
    page.goto("/thanh-toan/")
    page.locator("button[value=review]").last.click()
    summary = page.locator(".error-summary li")
    before = summary.count()
    name = page.locator("#id_name")
    expect(name).to_have_attribute("aria-invalid", "true")
    name.fill("Nguyễn Thị An")
    page.locator("#id_consent").check()
    if not page.scripted:
        assert summary.count() == before
        return
    expect(summary).to_have_count(before - 2)
    assert name.get_attribute("aria-invalid") is None
    assert page.locator("#id_name_error").count() == 0
    expect(page.locator("#id_phone_error")).to_be_visible()
