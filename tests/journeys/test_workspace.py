"""A seller at 360 px: confirm, pack, hand over, change a price; each page without a fault of axe."""

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from playwright.sync_api import expect

from tests import makers
from tests.journeys.steps import looks_right, sign_in
from tests.shop.order.conftest import order_basket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def order(stall):
    return order_basket(makers.basket((stall.tea, 2)), stall.ward).order.producer_orders.get()


@pytest.fixture
def owner(stall):
    return makers.membership(stall.tea.producer.partner).user


def test_confirm_hand_over_and_change_a_price_by_phone(page, in_turn, order, owner, stall):
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, owner, "/nguoi-ban/")
    expect(page.get_by_role("heading", name=_("New orders"))).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name=_("Confirm the order")).click()
    expect(page.get_by_role("button", name=_("It is packed"))).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name=_("It is packed")).click()
    page.get_by_label("GHN", exact=True).check()
    page.get_by_label(_("Tracking number")).fill("GHN123VN")
    looks_right(page)
    page.get_by_role("button", name=_("Handed to the courier")).click()
    expect(page.get_by_text("GHN123VN").first).to_be_visible()
    order.refresh_from_db()
    assert order.status == "shipped"
    page.get_by_role("link", name=pgettext("workspace", "Goods"), exact=True).click()
    looks_right(page)
    page.get_by_label(_("Price")).fill("99k")
    page.get_by_role("button", name=_("Save")).click()
    said = _("Saved.") if page.scripted else _("“%s” is saved.") % stall.tea.title
    expect(page.get_by_text(said)).to_be_visible()
    looks_right(page)
    assert stall.tea.stockrecords.get().price == 99_000
    page.get_by_role("link", name=_("Shop front"), exact=True).click()
    expect(page.get_by_text(_("Who works here"))).to_be_visible()
    looks_right(page)
