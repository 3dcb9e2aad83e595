"""Steps that several journeys share."""

import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.utils.translation import gettext as _
from playwright.sync_api import Locator, Page, expect

from shop.mail.delivery import deliver

BASKET, ADDRESS = re.compile("/gio-hang/$"), re.compile("/thanh-toan/(#where)?$")
REVIEW, ORDER = re.compile("/thanh-toan/xem-lai/$"), re.compile("/don-hang/[^/]+/$")
DELIVERY = {
    "name": "Nguyễn Thị Sáu",
    "phone": "0912 345 678",
    "email": "sau@example.vn",
    "place": "Tân Phong, Vĩnh Long",
    "street": "12 ấp Phú Nhuận",
}
TABS = 200
PASSWORD = "Suoi-Giang-1987"

on_phone_and_desk = pytest.mark.parametrize(
    ("page", "width"),
    [(True, 360), (False, 1280)],
    indirect=["page"],
    ids=["phone with script", "desk without script"],
)


def open_filters(page: Page) -> None:
    """Open the sheet of a phone, or the fold without script; a wide page shows them at once."""
    opener = page.locator(".filters > summary")
    if opener.is_visible():
        opener.click()


def show_results(page: Page) -> None:
    """Leave the filters for what they found."""
    button = page.get_by_role("button", name=_("Show results"))
    if button.is_visible():
        button.click()


def find_order(page: Page, number: str, phone: str = "0912 345 678") -> None:
    """Look an order up by its number and the phone, from the foot of the front page."""
    page.goto("/")
    page.get_by_role("link", name=_("Where is my order?")).click()
    page.locator("[name='number']").fill(number)
    page.locator("[name='phone']").fill(phone)
    page.get_by_role("button", name=_("Find the order")).click()


def cancel_order(page: Page) -> None:
    """Cancel the order that is on the screen."""
    page.get_by_role("link", name=_("Cancel the order")).click()
    page.locator("[name='reason']").first.check()
    page.get_by_role("button", name=_("Yes, cancel")).click()
    expect(page).to_have_url(ORDER)
    expect(page.locator(".timeline .ended")).to_be_visible()
    expect(page.get_by_role("link", name=_("Cancel the order"))).to_have_count(0)


def buy_button(page: Page) -> Locator:
    """The button of a product's page; on phones the one that stays at the foot of the screen."""
    return page.get_by_role("button", name=_("Add to basket")).last


def put_into_basket(page: Page, product) -> None:
    """Open the product and add one."""
    page.goto(product.get_absolute_url())
    buy_button(page).click()
    if page.scripted:  # stays on the page
        expect(page.locator("#basket-count .badge")).to_be_visible()
    else:
        expect(page).to_have_url(BASKET)


def fill_delivery(page: Page, **changed: str) -> None:
    """Fill in the form of the checkout; `changed` overrides or adds fields."""
    page.goto("/thanh-toan/")
    for summary in page.locator("details.extra:not(#where *) summary").all():
        summary.click()
    fill(page, DELIVERY | changed)
    for name in ("consent", "data_consent"):
        page.locator(f"[name='{name}']").check()
    if "place" not in changed or "Tân Phong" in changed["place"]:
        choose_place(page)


def choose_place(page: Page) -> None:
    """Choose the only place that the typed words mean: by the list, without script by the page."""
    if getattr(page, "scripted", True):
        place = page.locator("[name='place']")
        place.press("End")
        place.press("Space")
        expect(place).to_have_attribute("aria-expanded", "true")
        place.press("Enter")
        expect(page.locator("[type=hidden][name=commune]")).to_have_count(1)
    else:
        page.locator("button[value='find']").click()
        expect(page.locator("[name='commune']:checked")).to_have_count(1)


def fill(page: Page, fields: dict[str, str]) -> None:
    """Type into fields by their names."""
    for name, words in fields.items():
        page.locator(f"[name='{name}']").fill(words)


def forward(page: Page) -> Locator:
    """The button of the form that leads to the review."""
    return page.locator("button[value='review']:not(.visually-hidden)")


def place_button(page: Page) -> Locator:
    """The button that orders."""
    return page.get_by_role("button", name=_("Place the order"))


def go_to_review(page: Page, product) -> None:
    """One product in the basket, the form filled in, the review on the screen."""
    put_into_basket(page, product)
    fill_delivery(page)
    forward(page).click()
    expect(page).to_have_url(REVIEW)


def sign_in(page: Page, person, path: str) -> None:
    """Open a page of the shop as somebody, whoever was signed in before."""
    page.context.clear_cookies()
    page.goto(f"/tai-khoan/dang-nhap/?next={path}")
    page.locator("[name='username']").fill(person.email)
    page.locator("[name='password']").fill("mat-khau-thu")
    page.get_by_role("button", name=_("Sign in")).click()
    expect(page).not_to_have_url(re.compile("/dang-nhap/"))


def sign_in_staff(page: Page, person) -> None:
    """Open the dashboard as somebody of the shop, whoever was signed in before."""
    person.set_password(PASSWORD)
    person.save()
    page.context.clear_cookies()
    page.goto("/quan-tri/login/")
    page.locator("[name='username']").first.fill(person.email)
    page.locator("[name='password']").first.fill(PASSWORD)
    page.locator("[name='password']").first.press("Enter")
    page.wait_for_load_state()


def assert_fits(page: Page) -> None:
    """Nothing scrolls sideways.

    A press returns as soon as the next page begins to arrive; it is measured when it is there.
    """
    page.wait_for_load_state()
    needed = page.evaluate("document.documentElement.scrollWidth")
    assert needed <= page.viewport_size["width"]


def looks_right(page: Page) -> None:
    """No sideways scroll, and nothing that axe finds wrong; both are asked by script."""
    if page.scripted:
        assert_fits(page)
        assert Axe().run(page).response["violations"] == []


def press_twice(page: Page, button: Locator) -> None:
    """Press a button again before the shop has answered the first press."""
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    for pause in (100, 0):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        time.sleep(pause / 1000)


def end_visits() -> None:
    """Let every session of the shop expire at this moment."""
    Session.objects.all().delete()
    cache.clear()


def emails() -> list:
    """Let the worker send what waits, and return all e-mails that have gone."""
    deliver()
    return mail.outbox


def newest_link() -> str:
    """The path that the newest e-mail's button leads to."""
    return re.findall(r"https?://[^/\s]+(/\S+)", emails()[-1].body)[0]


def reach(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus; fail where no key leads to it or nothing shows it."""
    expect(target).to_be_attached()
    for _press in range(TABS):
        page.keyboard.press("Tab")
        if target.evaluate("each => each === document.activeElement"):
            assert target.evaluate(OUTLINED), f"nothing shows the focus of {target}"
            return
    raise AssertionError(f"no key leads to {target}")


# The focus is shown by an outline, or by the field or the card that the thing stands in.
OUTLINED = """
(each) => [each, each.closest(".search-form"), each.closest(".card")].some((one) => {
  if (!one) return false;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
  return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
})
"""
