"""Without a connection the page that is open stays whole, says so, and works again afterwards."""

import re

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from search.index.entries import reindex_all
from tests.journeys.steps import (
    DELIVERY,
    REVIEW,
    buy_button,
    fill,
    forward,
    open_filters,
    put_into_basket,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("in_turn"),
]


@pytest.fixture
def phone(browser, live_server):
    """A phone whose connection may be cut: errors of the network are part of it."""
    size = {"width": 360, "height": 740}
    context = browser.new_context(base_url=live_server.url, locale="vi-VN", viewport=size)
    page = context.new_page()
    page.scripted, broken = True, []
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield page
    context.close()
    assert broken == []


def test_adding_without_a_connection_says_so_and_can_be_repeated(phone, stall):
    phone.goto(stall.tea.get_absolute_url())
    phone.context.set_offline(True)
    buy_button(phone).click()
    _is_said(phone)
    expect(phone.locator("#basket-count .badge")).to_have_count(0)
    phone.context.set_offline(False)
    buy_button(phone).click()
    expect(phone.locator("#basket-message")).to_contain_text(stall.tea.title)
    expect(phone.locator("#basket-count .badge")).to_contain_text("1")


def test_a_shop_that_breaks_while_adding_is_answered_by_a_plain_page(phone, stall, monkeypatch):
    phone.goto(stall.tea.get_absolute_url())
    phone.route("**/gio-hang/them/**", lambda route: route.fulfill(status=500, body="<h1>500</h1>"))
    buy_button(phone).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("500")
    phone.unroute("**/gio-hang/them/**")
    phone.go_back()
    buy_button(phone).click()
    expect(phone.locator("#basket-count .badge")).to_contain_text("1")


def test_choices_of_the_list_go_back_to_what_it_shows(phone, stall):
    for _written in reindex_all():
        pass
    phone.set_viewport_size({"width": 1280, "height": 800})
    phone.goto("/san-pham/")
    open_filters(phone)
    five = phone.locator("input[name='sao']").first
    while not five.is_visible():
        phone.locator(".facets details:not([open]) > summary:visible").first.click()
    cards = phone.locator("article.card").count()
    phone.context.set_offline(True)
    five.click()
    _is_said(phone)
    expect(five).not_to_be_checked()
    assert phone.locator("article.card").count() == cards
    phone.context.set_offline(False)
    five.check()
    expect(phone).to_have_url(re.compile("sao="))
    expect(five).to_be_checked()


def test_suggestions_that_do_not_come_stop_nobody(phone, stall):
    put_into_basket(phone, stall.tea)
    phone.goto("/thanh-toan/")
    phone.context.set_offline(True)
    phone.locator("[name='place']").press_sequentially("Tân Phong, Vĩnh Long", delay=5)
    phone.wait_for_timeout(300)
    phone.context.set_offline(False)
    fill(phone, {name: words for name, words in DELIVERY.items() if name != "place"})
    for name in ("consent", "data_consent"):
        phone.locator(f"[name='{name}']").check()
    forward(phone).click()
    expect(phone.locator("[name='commune']:checked")).to_have_count(1)
    forward(phone).click()
    expect(phone).to_have_url(REVIEW)


def _is_said(page):
    words = _(
        "The shop could not be reached, and nothing was changed. "
        "Please check your connection and try again."
    )
    expect(page.locator("#basket-message")).to_contain_text(words)
