"""What has the focus is covered by nothing: bars that stay at an edge leave it room (WCAG 2.2, 2.4.11)."""

import pytest

from tests import makers
from tests.journeys.page_types import carry_session, page_types, readers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 640}
WALKED = {"home", "list", "product", "basket", "delivery", "confirmation"}
MOST_TABS = 200
# Tell what has the focus where something else lies over all of it, else "";
# null behind the last thing of the page.
COVERED = """
() => {
  const each = document.activeElement;
  if (!each || each === document.body) return null;
  const { left, top, width, height } = each.getBoundingClientRect();
  const parts = [...(each.labels ?? []), each];
  const seen = (part, share) => {
    const found = document.elementFromPoint(left + width * part, top + height * share);
    return found && parts.some((one) => one.contains(found) || found.contains(one));
  };
  const thirds = [0.2, 0.5, 0.8];
  const shows = thirds.some((part) => thirds.some((share) => seen(part, share)));
  return shows ? "" : `${each.tagName} ${each.textContent.trim().slice(0, 40)}`;
}
"""


def covered(page, path):
    """Walk through the page by the Tab key and return what was covered when it had the focus."""
    page.goto(path)
    found = []
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        told = page.evaluate(COVERED)
        if told is None:
            break
        if told:
            found.append(told)
    return found


def test_the_focus_is_seen_on_the_pages_of_buyers(browser, live_server, shop):
    hidden = {}
    with readers(browser, live_server.url, shop, viewport=PHONE) as pages:
        for kind in page_types(shop):
            if kind.name in WALKED and (found := covered(pages[kind.reader], kind.path)):
                hidden[kind.name] = found
    assert hidden == {}


def test_the_focus_is_seen_in_workspace_and_dashboard(browser, live_server, stall):
    partner = stall.tea.producer.partner
    owner = makers.membership(partner).user
    staff = makers.user(is_staff=True, is_superuser=True)
    hidden = {}
    for person, path in (
        (owner, f"/nguoi-ban/{partner.pk}/gian-hang/"),
        (owner, f"/nguoi-ban/{partner.pk}/hang/"),
        (staff, f"/quan-tri/catalogue/products/{stall.tea.pk}/"),
    ):
        context = browser.new_context(base_url=live_server.url, locale="vi-VN", viewport=PHONE)
        carry_session(context, live_server.url, person)
        if found := covered(context.new_page(), path):
            hidden[path] = found
        context.close()
    assert hidden == {}
