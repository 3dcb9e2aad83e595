"""Steps that several journeys share."""

import re

from django.utils.translation import gettext as _
from playwright.sync_api import Locator, Page, expect

ORDER = re.compile("/don-hang/[^/]+/$")
TABS = 200


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
(each) => [each, each.closest(".find"), each.closest(".card")].some((one) => {
  if (!one) return false;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
  return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
})
"""
