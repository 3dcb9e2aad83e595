"""A forgotten password: a code to the phone or a link by mail, each once and not for ever."""

import re
from datetime import timedelta

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from shop.customer.passwords import codes, views
from shop.mail.delivery import deliver
from tests import makers
from tests.journeys.steps import emails, fill, newest_link

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GOOD = "Suoi-Giang-1987"
NEW_PASSWORD = re.compile("/dat-lai-mat-khau/dat/")
DONE = re.compile("/dat-lai-mat-khau/xong/$")


@pytest.fixture
def brought(monkeypatch, clock):
    """Codes in the order in which they reached the phone."""
    seen = []
    way = codes.Channel("sms", codes.BY_MESSAGE, lambda phone, code: seen.append(code))
    for module in (codes, views):
        monkeypatch.setattr(module, "code_channel", lambda: way)
    return seen


def test_a_code_comes_to_the_phone_and_fits_once(page, brought, clock, transactional_db):
    makers.user(email=None, phone="0987654321")
    page.set_viewport_size({"width": 360, "height": 740})
    _ask(page, "0987 654 321")
    expect(page.locator("[name='phone']")).to_have_value("0987 654 321")
    _give(page, "12345678")
    _is_refused(page)
    _give(page, brought[0])
    expect(page).to_have_url(NEW_PASSWORD)
    _choose(page, GOOD, GOOD + "x")
    expect(page.get_by_role("alert")).to_be_visible()
    _choose(page, GOOD, GOOD)
    expect(page).to_have_url(DONE)
    page.goto("/dat-lai-mat-khau/ma/")
    fill(page, {"phone": "0987 654 321"})
    _give(page, brought[0])
    _is_refused(page)
    _sign_in(page, "0987 654 321")


def test_a_code_that_came_too_late_is_answered_by_a_new_one(page, brought, clock, transactional_db):
    makers.user(email=None, phone="0987654321")
    _ask(page, "0987654321")
    clock.shift(timedelta(minutes=31))
    _give(page, brought[0])
    _is_refused(page)
    _ask(page, "0987654321")
    assert brought[0] != brought[1]
    _give(page, brought[1])
    expect(page).to_have_url(NEW_PASSWORD)


def test_a_link_comes_by_mail_and_works_once(page, clock, transactional_db):
    makers.user(email="lan@example.vn", phone="0987654321")
    page.set_viewport_size({"width": 1280, "height": 800})
    _ask(page, "lan@example.vn")
    assert emails()[-1].to == ["lan@example.vn"]
    link = newest_link()
    page.goto(link)
    _choose(page, GOOD, GOOD)
    expect(page).to_have_url(DONE)
    page.goto(link)
    expect(page.locator("main")).to_contain_text(
        _("This link does not work any more: it has been used or is too old.")
    )
    page.get_by_role("link", name=_("Ask for a new link")).click()
    page.locator("[name='name']").fill("lan@example.vn")
    page.get_by_role("button", name=_("Go on")).click()
    late = newest_link()
    clock.shift(timedelta(days=4))
    page.goto(late)
    expect(page.get_by_role("link", name=_("Ask for a new link"))).to_be_visible()
    _sign_in(page, "lan@example.vn")


def _ask(page, name):
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_role("link", name=_("Forgotten your password?")).click()
    page.locator("[name='name']").fill(name)
    page.get_by_role("button", name=_("Go on")).click()
    expect(page.locator("[name='name']")).to_have_count(0)
    deliver()


def _give(page, code):
    page.locator("[name='code']").fill(f"{code[:4]} {code[4:]}")
    page.get_by_role("button", name=_("Go on")).click()


def _is_refused(page):
    """In one plain sentence; the number stays."""
    words = _("This code does not fit this number, or it is too old.")
    expect(page.get_by_role("alert")).to_contain_text(words)
    expect(page.locator("[name='phone']")).to_have_value(re.compile("^0987"))


def _choose(page, password, again):
    fill(page, {"new_password1": password, "new_password2": again})
    page.get_by_role("button", name=_("Save")).click()


def _sign_in(page, name):
    page.goto("/tai-khoan/dang-nhap/")
    fill(page, {"username": name, "password": GOOD})
    page.get_by_role("button", name=_("Sign in")).click()
    expect(page).to_have_url(re.compile("/tai-khoan/don-hang/$"))
