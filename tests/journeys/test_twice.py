"""Buttons pressed twice, as an impatient finger does: one effect, and one sensible page."""

import re
import time

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from catalogue.reviews.models import ProductReview
from shop.customer.emails.account import reset_path
from shop.order.fulfilment import transition_producer_order
from shop.order.links import order_path
from shop.order.models import Order
from shop.users.models import User
from tests import makers
from tests.journeys.steps import (
    BASKET,
    ORDER,
    REVIEW,
    buy_button,
    emails,
    fill,
    fill_delivery,
    forward,
    on_phone_and_desk,
    place_button,
    press_twice,
)
from tests.shop.order.conftest import order_basket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GOOD = "Suoi-Giang-1987"


@pytest.fixture(autouse=True)
def sent(in_turn, monkeypatch):
    """What was sent to the shop, which answers slowly enough for a second press."""
    seen, answer = [], WSGIHandler.get_response

    def get_response(self, request):
        response = answer(self, request)
        if request.method == "POST":
            seen.append(request.path)
            time.sleep(0.3)
        return response

    monkeypatch.setattr(WSGIHandler, "get_response", get_response)
    return seen


def times(page) -> set[int]:
    """How often two presses are sent: a script holds the second back.

    Without script the shop has both, unless the browser was too busy to send the first in time.
    """
    return {1} if page.scripted else {1, 2}


@on_phone_and_desk
def test_a_purchase_pressed_twice_is_one_purchase(page, stall, width, sent):
    page.set_viewport_size({"width": width, "height": 740})
    _fill_basket(page, stall)
    fill_delivery(page)
    press_twice(page, forward(page))
    expect(page).to_have_url(REVIEW)
    press_twice(page, place_button(page))
    expect(page).to_have_url(ORDER)
    assert sent.count("/thanh-toan/xem-lai/") in times(page)
    order = Order.objects.get()
    expect(page.get_by_role("heading", level=1)).to_contain_text(order.number)
    assert [line.quantity for line in order.lines.all()] == [1]
    assert [email.to for email in emails()].count(["sau@example.vn"]) == 1
    _cancel_and_order_again(page, stall)
    assert Order.objects.count() == 1


def _fill_basket(page, stall):
    """One piece, kept for later and taken back."""
    page.goto(stall.honey.get_absolute_url())
    buy_button(page).click()
    if page.scripted:
        expect(page.locator("#basket-count .badge")).to_be_visible()
    page.goto(stall.tea.get_absolute_url())
    press_twice(page, buy_button(page))
    if page.scripted:
        expect(page.locator("#basket-count .badge")).to_contain_text("2")
    else:
        expect(page).to_have_url(BASKET)
    page.goto("/gio-hang/")
    tea = page.locator("li.order-line", has_text=stall.tea.title)
    expect(tea.locator("[name='quantity']")).to_have_value("1")
    press_twice(page, tea.locator("form[action*='/de-danh/'] button"))
    expect(page.locator("#saved li.order-line")).to_have_count(1)
    press_twice(page, page.locator("form[action*='lay-lai'] button"))
    expect(page.locator("#saved")).to_have_count(0)
    expect(tea.locator("[name='quantity']")).to_have_value("1")
    honey = page.locator("li.order-line", has_text=stall.honey.title)
    press_twice(page, honey.locator("form[action*='/bo/'] button"))
    expect(page.locator("li.order-line")).to_have_count(1)


def _cancel_and_order_again(page, stall):
    page.get_by_role("link", name=_("Cancel the order")).click()
    page.locator("[name='reason']").first.check()
    press_twice(page, page.get_by_role("button", name=_("Yes, cancel")))
    expect(page).to_have_url(ORDER)
    expect(page.locator(".timeline .ended")).to_be_visible()
    expect(page.locator(".toast.error")).to_have_count(0)
    assert stall.tea.stockrecords.get().net_stock_level == 5
    press_twice(page, page.get_by_role("button", name=_("Order the same again")))
    expect(page).to_have_url(BASKET)
    expect(page.locator("[name='quantity']")).to_have_value("1")


def test_an_account_made_twice_is_one_account_and_signed_in(page, sent, transactional_db):
    page.goto("/tai-khoan/dang-ky/")
    fill(page, {"email": "lan@example.vn", "password1": GOOD, "password2": GOOD})
    press_twice(page, page.get_by_role("button", name=_("Create an account")))
    expect(page).to_have_url(re.compile("/tai-khoan/don-hang/$"))
    expect(page.get_by_role("alert")).to_have_count(0)
    assert set(sent) == {"/tai-khoan/dang-ky/"}
    assert len(sent) in times(page)
    assert User.objects.filter(email="lan@example.vn").count() == 1
    assert len(emails()) == 1


def test_a_review_and_a_search_for_an_order_sent_twice(page, stall):
    order = order_basket(makers.basket(stall.tea), stall.ward).order
    for state in ("confirmed", "packed", "shipped", "delivered"):
        transition_producer_order(
            producer_order=order.producer_orders.get(), to=state, role="seller"
        )
    page.goto("/don-hang/tra-cuu/")
    fill(page, {"number": order.number, "phone": "0912 345 678"})
    press_twice(page, page.get_by_role("button", name=_("Find the order")))
    expect(page).to_have_url(re.compile(re.escape(order_path(order))))
    page.get_by_role("link", name=_("Review what you received")).click()
    page.get_by_role("link", name=_("Write a review")).click()
    page.get_by_role("textbox", name=_("Name to show")).fill("Sáu")
    page.get_by_label(_("Pleased"), exact=True).check()
    page.locator("[name='body']").fill("Chè thơm cốm, nước xanh.")
    press_twice(page, page.get_by_role("button", name=_("Send the review")))
    expect(page.get_by_text(_("waits to be read"))).to_be_visible()
    assert ProductReview.objects.count() == 1


def test_new_passwords_saved_twice_and_a_sign_in_sent_twice(page, sent, transactional_db):
    person = makers.user(email="lan@example.vn")
    page.goto(reset_path(person))
    fill(page, {"new_password1": GOOD, "new_password2": GOOD})
    press_twice(page, page.get_by_role("button", name=_("Save")))
    expect(page).to_have_url(re.compile("/dat-lai-mat-khau/xong/$"))
    page.locator("main").get_by_role("link", name=_("Sign in")).click()
    fill(page, {"username": "lan@example.vn", "password": GOOD})
    press_twice(page, page.get_by_role("button", name=_("Sign in")))
    expect(page).to_have_url(re.compile("/tai-khoan/don-hang/$"))
    page.goto("/tai-khoan/doi-mat-khau/")
    fill(page, {"old_password": GOOD, "new_password1": f"{GOOD}-2", "new_password2": f"{GOOD}-2"})
    press_twice(page, page.get_by_role("button", name=_("Change password")))
    if page.scripted:
        expect(page).to_have_url(re.compile("/tai-khoan/ho-so/$"))
    else:  # the first press has ended the visit that the second was sent in
        expect(page).to_have_url(re.compile("/tai-khoan/dang-nhap/"))
    person.refresh_from_db()
    assert person.check_password(f"{GOOD}-2")
