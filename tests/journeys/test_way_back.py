"""A visit that ends on the way, the back button, a second tab: nothing typed is lost."""

import re

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from playwright.sync_api import expect

from shop.order.models import Order
from tests import makers
from tests.journeys.steps import (
    ADDRESS,
    BASKET,
    DELIVERY,
    ORDER,
    REVIEW,
    end_visits,
    fill,
    fill_delivery,
    forward,
    go_to_review,
    place_button,
    put_into_basket,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("in_turn"),
]

SIGN_IN = re.compile(r"/tai-khoan/dang-nhap/\?next=/thanh-toan/")
EXTRAS = {"note": "Gọi trước khi giao", "gift": "Chúc mừng năm mới", "invoice_company": "Cty Sáu"}


def test_a_guests_visit_ends_at_the_form_and_again_at_the_review(page, stall):
    page.set_viewport_size({"width": 360, "height": 740})
    put_into_basket(page, stall.tea)
    fill_delivery(page, **EXTRAS)
    end_visits()
    forward(page).click()
    expect(page.locator(".error-summary")).to_contain_text(_("Tax code"))
    _shows_what_was_typed(page, **EXTRAS)
    fill(page, {"invoice_company": ""})
    forward(page).click()
    expect(page).to_have_url(REVIEW)
    end_visits()
    place_button(page).click()
    expect(page).to_have_url(ADDRESS)
    expect(page.locator(".messages")).to_contain_text(
        _("The page was open for too long. All you typed is kept; please look it over.")
    )
    _shows_what_was_typed(page, **EXTRAS | {"invoice_company": ""})
    forward(page).click()
    place_button(page).click()
    expect(page).to_have_url(ORDER)
    assert Order.objects.get().submission.gift_message == EXTRAS["gift"]


def test_an_account_is_signed_out_twice_and_comes_back_to_the_same_screen(page, stall):
    buyer = makers.user(email="sau@example.vn")
    page.goto("/tai-khoan/dang-nhap/")
    _sign_in(page)
    put_into_basket(page, stall.tea)
    fill_delivery(page)
    end_visits()
    forward(page).click()
    expect(page).to_have_url(SIGN_IN)
    _sign_in(page)
    expect(page).to_have_url(ADDRESS)
    _shows_what_was_typed(page)
    forward(page).click()
    expect(page).to_have_url(REVIEW)
    end_visits()
    place_button(page).click()
    expect(page).to_have_url(SIGN_IN)
    expect(page.locator(".messages")).to_contain_text(
        _("You have been signed out meanwhile. Sign in and go on; all you typed is kept.")
    )
    _sign_in(page)
    expect(page).to_have_url(REVIEW)
    place_button(page).click()
    expect(page).to_have_url(ORDER)
    assert Order.objects.get().user == buyer


def test_back_and_forth_through_the_checkout_and_after_the_order(page, stall):
    page.set_viewport_size({"width": 1280, "height": 800})
    go_to_review(page, stall.tea)
    page.go_back()
    expect(page).to_have_url(ADDRESS)
    _shows_what_was_typed(page)
    fill(page, {"street": "7 ngõ Chùa"})
    forward(page).click()
    expect(page.locator("address").first).to_contain_text("7 ngõ Chùa")
    place_button(page).click()
    expect(page).to_have_url(ORDER)
    number = Order.objects.get().number
    for _step in range(2):
        page.go_back()
        expect(page.locator("main")).to_be_visible()
        if place_button(page).is_visible():
            place_button(page).click()
            expect(page.locator("h1")).to_contain_text(number)
    page.goto("/thanh-toan/xem-lai/")
    expect(page).to_have_url(BASKET)
    page.locator("main").get_by_role("link", name=_("See where your order is")).click()
    fill(page, {"number": number, "phone": DELIVERY["phone"]})
    page.get_by_role("button", name=_("Find the order")).click()
    expect(page.locator("h1")).to_contain_text(number)
    assert Order.objects.count() == 1


def test_two_tabs_with_different_baskets_place_one_order(page, stall):
    go_to_review(page, stall.tea)
    other = page.context.new_page()
    other.scripted = page.scripted
    put_into_basket(other, stall.honey)
    other.goto("/thanh-toan/xem-lai/")
    expect(other.locator("li.order-line")).to_have_count(2)
    place_button(page).click()
    expect(page).to_have_url(REVIEW)
    expect(page.locator(".messages")).to_contain_text(stall.honey.title)
    assert Order.objects.count() == 0
    place_button(other).click()
    expect(other).to_have_url(ORDER)
    place_button(page).click()
    expect(page).to_have_url(other.url)
    assert Order.objects.get().num_items == 2
    page.goto("/gio-hang/")
    expect(page.get_by_role("link", name=pgettext("verb", "Order"), exact=True)).to_have_count(0)


@pytest.mark.parametrize("page", [False], indirect=True, ids=["without script"])
def test_a_guest_who_signs_in_in_another_tab_goes_on_at_the_review(page, stall):
    buyer = makers.user(email="sau@example.vn")
    makers.basket(stall.honey, owner=buyer)
    go_to_review(page, stall.tea)
    other = page.context.new_page()
    other.goto("/tai-khoan/dang-nhap/")
    _sign_in(other)
    place_button(page).click()
    expect(page).to_have_url(REVIEW)
    expect(page.locator(".messages")).to_contain_text(stall.honey.title)
    place_button(page).click()
    expect(page).to_have_url(ORDER)
    assert (Order.objects.get().user, Order.objects.get().num_items) == (buyer, 2)


def _shows_what_was_typed(page, **more):
    """Every field as it was, the ticks too."""
    for name, words in (DELIVERY | more).items():
        field = page.locator(f"[name='{name}']")
        expect(field).to_have_value(re.compile("Tân Phong") if name == "place" else words)
    for name in ("consent", "data_consent"):
        expect(page.locator(f"[name='{name}']")).to_be_checked()


def _sign_in(page):
    fill(page, {"username": "sau@example.vn", "password": "mat-khau-thu"})
    page.get_by_role("button", name=_("Sign in")).click()
    expect(page.locator("[name='username']")).to_have_count(0)
