"""VietGAP from the phone of a producer over the province to a buyer who looks for it."""

import re

import pytest
from django.apps import apps
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from catalogue.models import Proof
from shop.users.roles import create_roles
from tests import makers, onboarding_makers
from tests.journeys.steps import looks_right, open_filters, show_results, sign_in
from tests.photo_files import photo
from tests.search.conftest import index

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_sent_in_verified_and_found(page, in_turn, stall):
    create_roles(apps)
    producer = stall.tea.producer
    owner = makers.membership(producer.partner).user
    steward = onboarding_makers.steward(producer.province)
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, owner, f"/nguoi-ban/{producer.partner_id}/gian-hang/")
    page.get_by_role("link", name=_("Other certificates")).click()
    expect(page.get_by_role("heading", name=_("Other certificates"))).to_be_visible()
    looks_right(page)
    page.get_by_role("link", name=_("Add a certificate")).click()
    page.get_by_role("button", name=_("Send it to the province")).click()
    expect(page.get_by_role("alert")).to_be_visible()
    looks_right(page)
    page.get_by_label("VietGAP").check()
    file = {"name": "vietgap.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    page.locator("[name='file']").set_input_files([file])
    page.locator("[name='number']").fill("VG-2026-11")
    page.locator("[name='issuer']").fill("Vinacert")
    page.locator("[name='valid_from']").fill("2026-01-05")
    page.locator("[name='valid_until']").fill("2099-01-04")
    page.get_by_label(stall.tea.title).check()
    page.get_by_role("button", name=_("Send it to the province")).click()
    expect(page.get_by_text("VG-2026-11").first).to_be_visible()
    looks_right(page)
    proof = Proof.objects.get()
    sign_in(page, steward, f"/quan-tri/tieu-chuan/{proof.pk}/")
    looks_right(page)
    page.get_by_role("button", name=_("Verify it")).click()
    expect(page).to_have_url(re.compile("/quan-tri/tieu-chuan/$"))
    looks_right(page)
    index()
    page.context.clear_cookies()
    page.goto("/san-pham/")
    open_filters(page)
    page.get_by_label("VietGAP").check()
    show_results(page)
    expect(page).to_have_url(re.compile("tieu_chuan=vietgap"))
    expect(page.locator(".cards .card")).to_have_count(1)
    looks_right(page)
    page.goto(stall.tea.get_absolute_url())
    expect(page.get_by_text("VG-2026-11")).to_be_visible()
    looks_right(page)
    page.goto(producer.get_absolute_url())
    expect(page.get_by_text("VG-2026-11")).to_be_visible()
    looks_right(page)
