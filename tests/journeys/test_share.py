"""A page is passed on: by the sheet of the phone where there is one, by its link everywhere."""

import re

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests import makers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

scripted = pytest.mark.parametrize("page", [True], indirect=True, ids=["with script"])
SHEET = """
navigator.canShare = () => true;
navigator.share = (shared) => { window.shared = shared; return Promise.resolve(); };
"""


@pytest.fixture
def tea(clock, transactional_db):
    return makers.product("Chè Shan tuyết", price=90_000, stock=5)


def test_the_link_stands_ready_to_copy(page, tea):
    page.goto(tea.get_absolute_url())
    page.locator(".share summary").click()
    expect(page.get_by_label(_("Copy this link"))).to_have_value(re.compile(tea.get_absolute_url()))
    expect(page.get_by_role("link", name=_("Send it by e-mail"))).to_be_visible()


@scripted
def test_a_phone_opens_its_own_sheet(page, tea):
    page.add_init_script(SHEET)
    page.goto(tea.get_absolute_url())
    page.locator(".share summary").click()
    page.wait_for_function("window.shared")
    shared = page.evaluate("window.shared")
    assert shared["title"] == "Chè Shan tuyết"
    assert shared["url"].endswith(tea.get_absolute_url())
    expect(page.get_by_label(_("Copy this link"))).to_be_hidden()
