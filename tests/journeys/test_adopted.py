"""Orders of a guest join an account once its address is proven, never before, never another's."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from shop.order.links import order_token
from tests import makers
from tests.journeys.steps import fill, newest_link
from tests.shop.order.conftest import order_basket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GOOD = "Suoi-Giang-1987"
ORDERS = "/tai-khoan/don-hang/"


def test_a_guests_order_waits_for_the_proof(page, stall, browser, live_server):
    order = order_basket(makers.basket(stall.tea), stall.ward).order
    stranger = browser.new_context(base_url=live_server.url, locale="vi-VN").new_page()
    _sign_up(stranger, email="nguoi-khac@example.vn", phone="0912 345 678")
    stranger.goto(newest_link())
    stranger.get_by_role("button", name=_("Yes, this is my address")).click()
    expect(stranger.locator("main")).not_to_contain_text(order.number)

    page.set_viewport_size({"width": 360, "height": 740})
    _sign_up(page, email="sau@example.vn")
    page.goto(ORDERS)
    expect(page.locator("main")).not_to_contain_text(order.number)
    assert page.request.get(f"{ORDERS}{order.number}/").status == 404
    proof = newest_link()
    stranger.goto(proof)
    expect(stranger.get_by_role("button", name=_("Yes, this is my address"))).to_have_count(0)
    order.refresh_from_db()
    assert order.user is None

    page.goto(proof)
    page.get_by_role("button", name=_("Yes, this is my address")).click()
    expect(page.locator(".orders")).to_contain_text(order.number)
    expect(page.locator(".messages")).to_contain_text(_("Your e-mail address is confirmed."))
    for path in (f"{ORDERS}{order.number}/", f"/don-hang/{order_token(order)[:-1]}/"):
        assert stranger.request.get(path).status == 404
    stranger.context.close()


def _sign_up(page, **names):
    page.goto("/tai-khoan/dang-ky/")
    fill(page, names | {"password1": GOOD, "password2": GOOD})
    page.get_by_role("button", name=_("Create an account")).click()
    expect(page.locator("[name='password1']")).to_have_count(0)
