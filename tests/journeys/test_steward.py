"""A steward on a phone works the list of tasks off: verify, settle a day, hold a certificate over."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from catalogue.clock import add_months, today
from catalogue.models import Certificate, ProvinceAssignment
from catalogue.renewals.services import record_renewal
from catalogue.services.certificates import submit_certificate
from shop.users.roles import PROVINCE_STEWARDS, create_roles
from tests import makers
from tests.journeys.steps import assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: Taps from the list to a finished task; what is typed is not a tap.
TAPS_ALLOWED = 2


@pytest.fixture
def work(stall):
    """A steward of Lai Châu and one task of each kind, entered by somebody else."""
    create_roles(apps)
    province, officer = makers.province("Lai Châu"), makers.user(first_name="Lan")
    steward = makers.user(email="quan-ly@example.vn")
    steward.groups.add(Group.objects.get(name=PROVINCE_STEWARDS))
    ProvinceAssignment.objects.create(user=steward, province=province)
    submitted = submit_certificate(
        product=makers.product("Chè dây", stars=None, province=province),
        stars=4,
        issuer_level="province",
        valid_from=today() - timedelta(days=10),
        by=officer,
    )
    bounded = makers.product(
        "Mắc ca", since=add_months(today(), -37), province=province
    ).certificates.get()
    Certificate.objects.filter(pk=bounded.pk).update(
        issued_not_after=today() - timedelta(days=400),
        valid_from=today() - timedelta(days=400),
        possible_until=add_months(today() - timedelta(days=400), 36),
        evidence="Báo Lai Châu",
        decision_number="",
    )
    ending = makers.product(
        "Gạo Séng Cù", until=today() + timedelta(days=20), province=province
    ).certificates.get()
    record_renewal(certificate=ending, handed_in_on=today(), receipt_number="12/BN", by=officer)
    return {"submitted": submitted, "bounded": bounded, "ending": ending}


class Taps:
    """Counts what a finger does."""

    def __init__(self, page) -> None:
        self.page, self.number = page, 0

    def on(self, role: str, name: str) -> None:
        self.number += 1
        self.page.get_by_role(role, name=name).first.click()


def sign_in(page) -> None:
    page.goto("/quan-tri/")
    page.locator("[name='username']").fill("quan-ly@example.vn")
    page.locator("[name='password']").fill("mat-khau-thu")
    page.get_by_role("button", name="Đăng nhập").click()


def open_tasks(page) -> None:
    page.locator("summary", has_text=_("Menu")).click()
    page.get_by_role("link", name=_("What waits for you"), exact=True).first.click()


def test_a_steward_works_the_list_off(page, work):
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page)
    expect(page).to_have_url(re.compile("/quan-tri/viec/$"))
    expect(page.locator(".task")).to_have_count(3)
    assert_fits(page)

    verify = Taps(page)
    verify.on("link", _("Compare and verify"))
    verify.on("button", _("Verify: I have compared it with the certificate"))
    expect(page.get_by_text(_("The certificate is verified."))).to_be_visible()

    open_tasks(page)
    settle = Taps(page)
    settle.on("link", _("Settle the day of issue"))
    page.locator("[name='decision_number']").fill("12/QĐ-UBND")
    page.locator("[name='issued_on']").fill((today() - timedelta(days=450)).isoformat())
    settle.on("button", _("Settle: I have seen the decision"))
    expect(page.locator(".alert-success")).to_be_visible()

    open_tasks(page)
    extend = Taps(page)
    extend.on("link", _("Confirm the extension"))
    extend.on(
        "button", _("I have compared the receipt: hold it over until %(limit)s").split(":")[0]
    )
    expect(
        page.get_by_text(_("The certificate of “%s” is extended.") % "Gạo Séng Cù")
    ).to_be_visible()

    assert {verify.number, settle.number, extend.number} == {TAPS_ALLOWED}
    assert Certificate.objects.get(pk=work["submitted"].pk).verified_at is not None
    assert Certificate.objects.get(pk=work["bounded"].pk).day_is_exact
    ending = Certificate.objects.get(pk=work["ending"].pk)
    assert ending.extended_until == ending.valid_until + timedelta(days=180)
    expect(page.get_by_role("heading", name=_("Nothing waits for you."))).to_be_visible()
