"""From the register to a colleague at 360 px: claim, the steward's yes, the owner's invitation."""

import pytest
from django.apps import apps
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from shop.onboarding.links import invitation_path
from shop.partner.models import Invitation, Membership, ProducerClaim
from shop.users.roles import create_roles
from tests import makers, onboarding_makers
from tests.journeys.steps import looks_right, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_claim_decide_and_invite_by_phone(page, in_turn, stall):
    create_roles(apps)
    producer = stall.tea.producer
    applicant, packer = makers.user(first_name="Lan"), makers.user()
    steward = onboarding_makers.steward(producer.province)
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, applicant, "/nguoi-ban/")
    page.get_by_label(_("Which producer?")).fill(producer.name)
    page.get_by_role("button", name=_("Look in the register")).click()
    looks_right(page)
    page.locator(f"a[href$='/nhan/{producer.pk}/']").click()
    looks_right(page)
    page.get_by_label(_("Tax code of the producer")).fill("0100 109 107")
    page.get_by_label(_("Number of the decision")).fill("1234/QĐ-UBND")
    page.get_by_label(_("What you are there")).fill("Giám đốc")
    page.get_by_label(_("Your phone")).fill("0912 345 678")
    page.get_by_role("button", name=_("Send it to the province")).last.click()
    expect(page.get_by_role("alert")).to_be_visible()
    looks_right(page)
    page.get_by_label(_("Tax code of the producer")).fill(onboarding_makers.TAX_CODE)
    page.get_by_role("button", name=_("Send it to the province")).last.click()
    expect(page.get_by_role("link", name=_("Add a paper"))).to_be_visible()
    looks_right(page)
    page.get_by_role("link", name=_("Add a paper")).click()
    looks_right(page)
    claim = ProducerClaim.objects.get()
    sign_in(page, steward, f"/quan-tri/ho-so/{claim.pk}/")
    page.get_by_role("button", name=_("Accept it")).click()
    expect(page.locator("h1")).to_be_visible()
    assert Membership.objects.get().user == applicant
    sign_in(page, applicant, "/nguoi-ban/")
    page.get_by_role("link", name=_("Shop front"), exact=True).click()
    page.get_by_role("link", name=_("Who works here")).click()
    looks_right(page)
    page.get_by_role("link", name=_("Invite somebody")).click()
    page.get_by_label(_("E-mail or phone number")).fill(packer.email)
    looks_right(page)
    page.get_by_role("button", name=_("Invite"), exact=True).click()
    expect(page.get_by_text(packer.email).first).to_be_visible()
    looks_right(page)
    sign_in(page, packer, invitation_path(Invitation.objects.get()))
    looks_right(page)
    page.get_by_role("button", name=_("Yes, I work there")).click()
    expect(page.get_by_role("heading", name=_("Today"), exact=True)).to_be_visible()
    assert packer.memberships.get().role == "packer"
