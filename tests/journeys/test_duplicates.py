"""Two products that are one: side by side, merged, seen by a buyer, and parted again."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from catalogue.duplicates.finding import find_duplicates
from catalogue.models import ProvinceAssignment
from shop.users.roles import PROVINCE_STEWARDS, create_roles
from tests import makers
from tests.journeys.steps import assert_fits, on_phone_and_desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "/quan-tri/trung-lap/"


@pytest.fixture
def sweets(live_server, transactional_db):
    """Two cards of one sweet."""
    maker = makers.producer("HTX Thử")
    kept = makers.product("Kẹo dừa", producer=maker, stars=5)
    merged = makers.product("Kẹo dừa hộp 200g", producer=maker, stars=4)
    find_duplicates()
    return kept, merged


@pytest.fixture
def steward(sweets):
    """Looks after the province of both."""
    create_roles(apps)
    person = makers.user(first_name="Hoa")
    person.groups.add(Group.objects.get(name=PROVINCE_STEWARDS))
    ProvinceAssignment.objects.create(user=person, province=sweets[0].province)
    return person


@on_phone_and_desk
def test_compared_merged_found_at_one_address_and_parted(page: Page, sweets, steward, width):
    kept, merged = sweets
    address = merged.get_absolute_url()
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(LIST)
    page.locator("[name='username']").fill(steward.email)
    page.locator("[name='password']").fill("mat-khau-thu")
    page.get_by_role("button", name="Đăng nhập").click()
    page.locator("main").get_by_role("link", name=_("Compare")).first.click()
    for title in (kept.title, merged.title):
        side = page.get_by_role("region", name=title, exact=True)
        expect(side).to_contain_text(kept.producer.name)
        expect(side.locator("table")).to_be_visible()
    assert_fits(page)
    pair = page.url
    side = page.get_by_role("region", name=kept.title, exact=True)
    side.get_by_role("button", name=_("The same: keep this one")).click()
    expect(page.locator("main")).to_contain_text(f"“{kept.title}”")
    page.get_by_role("button", name=_("Merge them")).click()
    told = _("They are one product now: “%(name)s”.") % {"name": kept.title}
    expect(page.get_by_text(told)).to_be_visible()
    page.goto(address)
    assert page.url.endswith(kept.get_absolute_url())
    page.goto(pair)
    page.get_by_role("link", name=_("Undo the merge")).click()
    page.get_by_role("button", name=_("Undo the merge")).click()
    expect(page.get_by_text(_("The merge is undone: they are two products again."))).to_be_visible()
    page.goto(address)
    expect(page.locator("h1")).to_contain_text(merged.title)
