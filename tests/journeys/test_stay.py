"""Into the basket without leaving the page; with script the count is seen on pages kept for everyone."""

import re
from datetime import timedelta
from itertools import count

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests import makers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

scripted = pytest.mark.parametrize("page", [True], indirect=True, ids=["with script"])
BASKET = re.compile("/gio-hang/$")


# Another size is another memory: the live server is one for all tests.
megabytes = count(8)


@pytest.fixture
def tea(clock, settings, transactional_db):
    settings.PAGE_CACHE_MB = next(megabytes)
    return makers.product("Chè Shan tuyết", price=90_000, stock=5)


def press(page):
    page.locator("form.buy").get_by_role("button", name=_("Add to basket")).last.click()


def test_adding_says_so_and_leads_to_the_basket(page, tea):
    page.goto(tea.get_absolute_url())
    press(page)
    if page.scripted:
        expect(page.locator("#basket-message")).to_contain_text("Chè Shan tuyết")
        expect(page).to_have_url(re.compile(tea.get_absolute_url()))
        page.locator("#basket-message a").click()
    expect(page).to_have_url(BASKET)
    expect(page.locator("main")).to_contain_text("90.000")


@scripted
def test_the_count_follows_to_pages_that_everyone_is_shown(page, tea, clock):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/san-pham/")
    assert not any("so-luong" in url for url in asked)
    page.goto(tea.get_absolute_url())
    press(page)
    expect(page.locator("#basket-count")).to_contain_text("1")
    clock.shift(timedelta(seconds=2))
    press(page)
    expect(page.locator("#basket-count")).to_contain_text("2")
    page.goto("/san-pham/")
    expect(page.locator("#basket-count")).to_contain_text("2")
    assert any("so-luong" in url for url in asked)


def test_without_an_answer_the_form_is_sent_as_ever(browser, live_server, tea):
    page = browser.new_page(base_url=live_server.url)
    page.goto(tea.get_absolute_url())
    page.route("**/gio-hang/them/**", lambda route: route.fulfill(status=502), times=1)
    press(page)
    expect(page).to_have_url(BASKET)
    expect(page.locator("main")).to_contain_text("90.000")
    page.close()
