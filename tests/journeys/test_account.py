"""An account: signed up from the heart of a product, its order in the list, its wish in the basket."""

import re

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from shop.users.models import User
from tests import makers
from tests.shop.order.conftest import order_basket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GOOD = "Suoi-Giang-1987"


def test_a_visitor_keeps_signs_up_orders_and_buys_what_was_kept(page, shop):
    page.set_viewport_size({"width": 360, "height": 740})
    product = shop.floor.fresh
    page.goto(product.get_absolute_url())
    page.get_by_role("link", name=_("Add to the wish list")).click()
    page.get_by_role("link", name=_("Create an account")).click()
    page.locator("[name='phone']").fill("0987 654 321")
    page.locator("[name='password1']").fill(GOOD)
    page.locator("[name='password2']").fill(GOOD)
    page.get_by_role("button", name=_("Create an account")).click()
    expect(page).to_have_url(re.compile(re.escape(product.get_absolute_url())))
    expect(page.locator(".wishlist-saved")).to_contain_text(_("On your wish list"))

    buyer = User.objects.get(phone="+84987654321")
    order = order_basket(makers.basket(product, owner=buyer), shop.ward, buyer=buyer).order
    page.goto("/tai-khoan/")
    expect(page.locator(".orders")).to_contain_text(order.number)
    expect(page.locator(".parcels .state")).to_have_count(1)

    page.get_by_role("link", name=_("Wish list"), exact=True).click()
    page.get_by_role("button", name=_("Move to the basket")).click()
    expect(page).to_have_url(re.compile("/gio-hang/$"))
    expect(page.locator("li.order-line")).to_have_count(1)


def test_a_guest_asks_to_be_told(page, shop):
    product = makers.product("Mật ong bạc hà", stock=0, producer=shop.floor.producer)
    page.goto(product.get_absolute_url())
    page.locator("#wait-email").fill("an@example.vn")
    page.get_by_role("button", name=_("Tell me"), exact=True).click()
    expect(page.get_by_text("an@example.vn")).to_be_visible()
