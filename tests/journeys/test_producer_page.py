"""A director writes her own page at 360 px; the province asks for a change, then approves it; buyers see it."""

import re

import pytest
from django.apps import apps
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from catalogue.models import ProducerPageDraft
from shop.users.roles import create_roles
from tests import makers, onboarding_makers
from tests.journeys.steps import looks_right, sign_in
from tests.photo_files import photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "Ba mươi hộ trồng chè trên núi cao, hái bằng tay mỗi sớm."
FILM = "https://youtu.be/abcdefghijk"


def go_on(page, step: str) -> None:
    """Save a step and wait for the next one."""
    page.get_by_role("button", name=_("Save and go on"), exact=True).last.click()
    expect(page).to_have_url(re.compile(f"/trang/{step}$"))
    looks_right(page)


def decide(page, steward, button: str, reason: str = "") -> None:
    draft = ProducerPageDraft.objects.get()
    sign_in(page, steward, f"/quan-tri/trang-nha-san-xuat/{draft.pk}/")
    if reason:
        page.locator("[name='text']").fill(reason)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page).to_have_url(re.compile("/trang-nha-san-xuat/$"))


def test_a_page_is_written_sent_back_mended_and_shown(page, in_turn, stall):
    create_roles(apps)
    producer = stall.tea.producer
    owner = makers.membership(producer.partner).user
    steward = onboarding_makers.steward(producer.province)
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, owner, "/nguoi-ban/")
    page.get_by_role("link", name=_("Shop front"), exact=True).click()
    page.get_by_role("link", name=_("Your page: picture, words, people, place")).click()
    expect(page.get_by_role("heading", name=_("Your page"), exact=True)).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name=_("Fill in my page")).click()
    expect(page).to_have_url(re.compile("/trang/anh/$"))
    looks_right(page)
    picture = {"name": "to.jpg", "mimeType": "image/jpeg", "buffer": photo(size=(640, 640))}
    page.locator("[name='portrait']").set_input_files(picture)
    page.locator("[name='colours'][value='3']").check()
    go_on(page, "loi/")
    page.locator("[name='about']").fill(WORDS)
    if page.scripted:
        expect(page.locator("#page-preview")).to_contain_text(WORDS)
    go_on(page, "nguoi/")
    page.locator("[name='name-0']").fill("Trần Thị Mận")
    page.locator("[name='role-0']").fill("chủ nhiệm")
    page.locator("[name='consent-0']").check()
    go_on(page, "noi/")
    page.locator("[name='visit']").fill("Qua cầu 300 m, cổng màu xanh.")
    go_on(page, "lien-he/")
    page.locator("[name='phone']").fill("0912 345 678")
    page.locator("[name='zalo']").fill("0987 654 321")
    page.locator("[name='zalo_is_public']").check()
    go_on(page, "video/")
    page.locator("[name='video_url']").fill(FILM)
    go_on(page, "")
    page.get_by_role("button", name=_("Send to the province")).click()
    expect(page.get_by_text(_("Take it back and write on"))).to_be_visible()
    looks_right(page)
    decide(page, steward, _("Send it back"), "Xin ghi rõ hái vào mùa nào.")
    sign_in(page, owner, f"/nguoi-ban/{producer.partner_id}/trang/loi/")
    expect(page.get_by_text("Xin ghi rõ hái vào mùa nào.")).to_be_visible()
    page.locator("[name='about']").fill(f"{WORDS} Hái từ tháng Ba.")
    go_on(page, "nguoi/")
    page.goto(f"/nguoi-ban/{producer.partner_id}/trang/")
    page.get_by_role("button", name=_("Send to the province")).click()
    expect(page.get_by_text(_("Take it back and write on"))).to_be_visible()
    decide(page, steward, _("Approve it"))
    page.context.clear_cookies()
    page.goto(producer.get_absolute_url())
    for text in ("Hái từ tháng Ba.", "Trần Thị Mận", "Qua cầu 300 m", "0987 654 321"):
        expect(page.get_by_text(text).first).to_be_visible()
    expect(page.get_by_text("0912 345 678")).to_have_count(0)
    expect(page.locator(".portrait")).to_be_visible()
    expect(page.locator("iframe")).to_have_count(0)
    looks_right(page)
