"""Notices at 360 px: read one, mark the rest, choose channels; end the e-mail of the day by its link."""

import re

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from playwright.sync_api import expect

from shop.notices import events
from shop.notices.models import Notice, NoticeChoice
from shop.notices.posting import NoticeSubject, post_notices
from shop.notices.preferences import end_digest_path
from tests import makers
from tests.journeys.steps import looks_right, sign_in
from tests.shop.order.conftest import order_basket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def member(stall):
    """The owner of the tea, told of an order, low stock and a review."""
    partner = stall.tea.producer.partner
    owner = makers.membership(partner)
    order_basket(makers.basket((stall.tea, 2)), stall.ward)
    facts = {"name": stall.tea.title, "n": 3}
    for event in (events.LOW_STOCK, events.REVIEW_SHOWN):
        post_notices(event, [NoticeSubject(partner.pk, stall.tea.pk, facts)])
    return owner


def test_notices_are_read_and_chosen_by_phone(page, in_turn, member, stall):
    page.set_viewport_size({"width": 360, "height": 740})
    listed = f"/nguoi-ban/{member.partner_id}/thong-bao/"
    sign_in(page, member.user, listed)
    expect(page.get_by_role("heading", name=_("Notices"))).to_be_visible()
    looks_right(page)
    page.get_by_role("link", name=re.compile(stall.tea.title)).last.click()
    expect(
        page.get_by_role("heading", name=pgettext("workspace", "Goods"), exact=True)
    ).to_be_visible()
    page.get_by_role("link", name=_("Notices")).click()
    page.get_by_role("button", name=_("Mark all as read")).click()
    expect(page.get_by_text(_("All of it is marked as read."))).to_be_visible()
    expect(page.get_by_role("button", name=_("Mark as read"))).to_have_count(0)
    looks_right(page)
    assert not Notice.objects.unread().exists()
    page.get_by_role("link", name=_("Choose what you are told, and when")).click()
    expect(page.get_by_role("heading", name=_("What you are told"))).to_be_visible()
    looks_right(page)
    page.get_by_role("group", name=_("Low stock")).get_by_label(_("E-mail")).uncheck()
    page.get_by_label(_("Quiet from")).select_option("22")
    page.get_by_role("button", name=_("Save")).click()
    expect(page.get_by_text(_("Saved."))).to_be_visible()
    choice = NoticeChoice.objects.get(membership=member)
    assert (choice.without_email, choice.quiet_from, choice.quiet_until) == (["stock"], 22, 6)


def test_the_link_of_the_digest_needs_no_sign_in(page, in_turn, member):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(end_digest_path(member.pk))
    looks_right(page)
    page.get_by_role("button", name=_("Do not send it any more")).click()
    expect(page.get_by_text(_("Done: this e-mail does not come any more."))).to_be_visible()
    looks_right(page)
    assert not NoticeChoice.objects.get(membership=member).takes_digest
