"""Money on its way to a seller: the owner names an account by phone, two people pay, the owner sees it."""

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from shop.order.payouts.links import stop_path
from shop.payment.models import SellerAccount, SellerPayout
from tests import makers
from tests.journeys.steps import fill, looks_right, sign_in
from tests.payout_makers import owe, payer, second_factor, seller_account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def partner(stall):
    return stall.tea.producer.partner


def test_an_owner_names_an_account_by_phone_and_stops_it_by_the_link(page, in_turn, partner):
    owner = makers.membership(partner).user
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, owner, f"/nguoi-ban/{partner.pk}/tien/")
    page.get_by_role("link", name=_("Name your account")).click()
    expect(page.get_by_role("link", name=_("Turn the second factor on"))).to_be_visible()
    looks_right(page)
    code = second_factor(owner)
    page.reload()
    page.locator("[name='bank_bin']").select_option("970436")
    fill(page, {"account": "0071 0012 34567", "holder": partner.name, "code": code()})
    page.locator("[name='password']").fill("mat-khau-thu")
    looks_right(page)
    page.get_by_role("button", name=_("Send my money there")).click()
    expect(page.get_by_role("heading", name=_("New account, waiting"))).to_be_visible()
    looks_right(page)
    account = SellerAccount.objects.get()
    page.context.clear_cookies()
    page.goto(stop_path(account))
    looks_right(page)
    page.get_by_role("button", name=_("Stop this account")).click()
    expect(page.get_by_role("link", name=_("Make my account safe"))).to_be_visible()
    looks_right(page)
    account.refresh_from_db()
    assert not account.is_living


def test_two_people_pay_and_the_owner_sees_it(page, in_turn, partner, settings):
    settings.PAYOUT_FOUR_EYES = 100_000
    owner, first, second = makers.membership(partner).user, payer(), payer()
    owe(partner)
    seller_account(partner)
    sign_in(page, first, "/quan-tri/chi-tra/")
    looks_right(page)
    page.get_by_role("button", name=_("Make a batch of those chosen")).click()
    expect(page.get_by_text(_("A sum this large wants two people."))).to_be_visible()
    looks_right(page)
    batch_url = page.url
    sign_in(page, second, "/quan-tri/chi-tra/")
    page.goto(batch_url)
    page.get_by_role("button", name=_("Agree: the money may go")).click()
    page.get_by_role("button", name=_("I send it now")).click()
    expect(page.get_by_role("button", name=_("It has been sent"))).to_be_visible()
    looks_right(page)
    page.locator("input[name^='number_']").fill("FT26335001")
    page.get_by_role("button", name=_("It has been sent")).click()
    expect(page.get_by_text("FT26335001").first).to_be_visible()
    looks_right(page)
    assert SellerPayout.objects.get().reference == "FT26335001"
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, owner, f"/nguoi-ban/{partner.pk}/tien/")
    expect(page.get_by_text("FT26335001").first).to_be_visible()
    looks_right(page)
    page.goto(f"/nguoi-ban/{partner.pk}/gian-hang/lich-su/")
    looks_right(page)
    page.goto(f"/nguoi-ban/{partner.pk}/so-lieu/")
    looks_right(page)
