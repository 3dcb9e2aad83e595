"""A false star from the page of a product to the answer: reporter, then desk, then reporter again."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from catalogue.models import ProvinceAssignment, StarReport
from shop.users import form_trap
from shop.users.roles import PROVINCE_STEWARDS, create_roles
from tests import makers
from tests.journeys.steps import assert_fits, emails, on_phone_and_desk
from tests.photo_files import photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TOLD = "Sản phẩm trong ảnh không có trong quyết định nào; chúng tôi đã báo Sở."


@pytest.fixture
def steward(stall):
    """Looks after the province of the tea."""
    create_roles(apps)
    person = makers.user(first_name="Hoa")
    person.groups.add(Group.objects.get(name=PROVINCE_STEWARDS))
    ProvinceAssignment.objects.create(user=person, province=stall.tea.province)
    return person


@on_phone_and_desk
def test_reported_with_a_photograph_settled_and_told(
    page: Page, stall, steward, monkeypatch, width
):
    monkeypatch.setattr(form_trap, "FASTEST_SECONDS", 0)
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(stall.tea.get_absolute_url())
    page.locator("main").get_by_role("link", name=_("Report a false star")).first.click()
    expect(page.locator("main")).to_contain_text(stall.tea.title)
    pack = {"name": "vo-hop.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    page.locator("[name='photo']").set_input_files(pack)
    page.locator("[name='place_seen']").fill("Chợ Bến Thành")
    page.locator("[name='email']").fill("an@example.vn")
    page.get_by_role("button", name=_("Send the report")).click()
    expect(page.locator(".error-summary")).to_contain_text(_("Please choose what is wrong."))
    expect(page.locator("[name='place_seen']")).to_have_value("Chợ Bến Thành")
    expect(page.locator(".upload")).to_contain_text("vo-hop.jpg")
    page.locator("[name='fault'][value='other_product']").check()
    page.get_by_role("button", name=_("Send the report")).click()
    report = StarReport.objects.get()
    expect(page.locator("h1")).to_contain_text(report.number)
    private = page.url
    assert report.photo
    assert_fits(page)

    page.context.clear_cookies()
    page.goto("/quan-tri/bao-sao-sai/")
    page.locator("[name='username']").fill(steward.email)
    page.locator("[name='password']").fill("mat-khau-thu")
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("link", name=stall.tea.title).click()
    expect(page.get_by_alt_text(_("Photograph of the pack"))).to_be_visible()
    page.get_by_role("button", name=_("Take this step")).click()
    page.locator("[name='after'][value='confirmed']").check()
    page.locator("[name='told']").fill(TOLD)
    page.get_by_role("button", name=_("Take this step")).click()
    expect(page.get_by_text(TOLD).first).to_be_visible()
    assert_fits(page)

    page.context.clear_cookies()
    page.goto(private)
    expect(page.locator("main")).to_contain_text(TOLD)
    assert [email.to for email in emails()] == [["an@example.vn"]] * 2
