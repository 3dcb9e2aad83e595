"""A province's file from an officer's desk into the shop, by two people, and back out of it."""

import re

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from playwright.sync_api import Error, expect

from catalogue.models import Product, ProvinceAssignment
from catalogue.register_uploads.processing import process_waiting
from shop.users.roles import PROVINCE_OFFICERS, PROVINCE_STEWARDS, create_roles
from tests import makers
from tests.catalogue.register.conftest import books
from tests.journeys.steps import assert_fits, on_phone_and_desk

__all__ = ["books"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "/quan-tri/so-dang-ky/nhap/"
ROWS = (
    {"product_name": "Kẹo dừa sáp", "producer_name": "HTX Dừa Sáp"},
    {"product_name": "Mận hậu", "province_at_certification": "Sơn La"},
    {"product_name": "Bánh tét", "decision": "9/QĐ-UBND ngày 01/02/2021", "certified_year": ""},
)


@pytest.fixture
def people(live_server, transactional_db, books):
    """An officer and a steward of one province."""
    create_roles(apps)
    province = makers.province("Vĩnh Long")
    officer, steward = makers.user(first_name="Lan"), makers.user(first_name="Minh")
    for person, role in ((officer, PROVINCE_OFFICERS), (steward, PROVINCE_STEWARDS)):
        person.groups.add(Group.objects.get(name=role))
        ProvinceAssignment.objects.create(user=person, province=province)
    return officer, steward


@on_phone_and_desk
def test_an_officer_sends_a_steward_confirms_and_takes_back(page, width, people, tmp_path):
    officer, steward = people
    page.set_viewport_size({"width": width, "height": 740})
    file = tmp_path / "Phụ lục QĐ.csv"
    file.write_bytes(makers.register_csv(*ROWS))
    _act_as(page, officer)
    _send(page, file)
    expect(page.get_by_text("Sơn La", exact=False).first).to_be_visible()
    page.get_by_role("button", name=_("Submit for confirmation")).click()
    expect(
        page.get_by_text(_("The file is submitted. A second person has to confirm it."))
    ).to_be_visible()
    assert not Product.objects.exists()
    address = page.url
    _act_as(page, steward)
    page.goto(address)
    page.get_by_role("link", name=_("Send back")).click()
    page.locator("[name='reason']").fill("Thiếu số quyết định.")
    page.get_by_role("button", name=_("Send back")).click()
    _act_as(page, officer)
    page.goto(address)
    expect(page.get_by_text("Thiếu số quyết định.")).to_be_visible()
    page.get_by_role("button", name=_("Submit for confirmation")).click()
    _act_as(page, steward)
    page.goto(address)
    page.locator(".save-bar").get_by_role("link", name="Xác nhận").click()
    page.get_by_role("button", name=_("Confirm: I have compared it with the decision")).click()
    process_waiting()
    _open(page, address)
    page.get_by_role("link", name=re.compile(_("In the shop"))).click()
    expect(page.locator("h1")).to_contain_text("Kẹo dừa sáp")
    page.goto(address)
    page.get_by_role("link", name=_("Undo the whole file")).click()
    page.get_by_role("button", name=_("Undo the whole file")).click()
    expect(
        page.get_by_text(_("The file is being undone; this page tells when it is done."))
    ).to_be_visible()
    process_waiting()
    _open(page, address)
    expect(page.get_by_text("2 giấy chứng nhận được rút lại", exact=False)).to_be_visible()
    assert not Product.objects.public().exists()
    assert_fits(page)


def test_a_wrong_heading_is_put_right_by_the_officer(page, people, tmp_path):
    officer, _steward = people
    file = tmp_path / "so.csv"
    file.write_bytes(makers.register_csv().replace(b"stars", "Thứ bậc đạt".encode(), 1))
    _act_as(page, officer)
    _send(page, file)
    page.get_by_role("link", name=_("Change decision or columns")).click()
    page.get_by_label("Thứ bậc đạt").select_option("stars")
    page.get_by_role("button", name=_("Read the file anew")).click()
    process_waiting()
    _open(page, page.url)
    expect(page.get_by_text("sản phẩm mới").first).to_be_visible()


def _send(page, file) -> None:
    """Choose the file, send it, let the worker read it and look."""
    page.goto(LIST)
    page.locator("[name='file']").set_input_files(file)
    page.get_by_role("button", name=_("Send the file and look at it")).click()
    expect(
        page.get_by_text(_("The file is being read. This page looks again by itself."))
    ).to_be_visible()
    process_waiting()
    _open(page, page.url)


def _open(page, address: str) -> None:
    """Open an address; a page that looks again by itself at that moment gets in the way once."""
    try:
        page.goto(address)
    except Error:
        page.goto(address)


def _act_as(page, person) -> None:
    """Go on as somebody else."""
    page.context.clear_cookies()
    page.goto(LIST)
    page.locator("[name='username']").fill(person.email)
    page.locator("[name='password']").fill("mat-khau-thu")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator("h1")).to_contain_text(_("Register files"))
