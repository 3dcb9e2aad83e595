"""One event is one notice, for whom it concerns, by the channels of their choice."""

from datetime import datetime

import pytest
from django.urls import resolve
from django.utils import translation

from catalogue.clock import VIETNAM
from shop.mail.models import OutgoingEmail
from shop.notices import events
from shop.notices.models import Notice
from shop.notices.posting import NoticeSubject, post_notices
from shop.notices.preferences import save_choice
from shop.partner.membership import add_member, end_membership
from shop.partner.models import MemberRole
from tests import makers

pytestmark = pytest.mark.django_db


def choose(member, **changes):
    """Keep a choice that differs from everything by e-mail in the named ways."""
    facts = {"without_email": [], "with_text": [], "takes_digest": True, "digest_hour": 7}
    facts |= {"quiet_from": None, "quiet_until": None}
    return save_choice(membership=member, **(facts | changes))


def subject(partner, about=5, **facts):
    return NoticeSubject(
        partner.pk, about, {"number": "100023", "day": "1/12", "amount": "1.000 ₫", **facts}
    )


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in Vietnam."""
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


def emails(kind: str) -> int:
    return OutgoingEmail.objects.filter(kind=kind).count()


def test_an_event_told_twice_is_one_notice_and_one_email(owner, partner):
    for _ in range(2):
        post_notices(events.NEW_ORDER, [subject(partner)])
    assert Notice.objects.get().membership == owner
    assert emails("parcel_new") == 1


def test_packers_are_told_of_deadlines_and_of_no_orders(owner, packer, partner):
    post_notices(events.NEW_ORDER, [subject(partner)])
    post_notices(events.DUE_TODAY, [subject(partner)])
    told = Notice.objects.filter(membership=packer).values_list("event", flat=True)
    assert list(told) == ["order_due_today"]


def test_who_is_told_of_nothing_by_email_still_finds_it_in_the_workspace(owner, partner):
    choose(owner, without_email=["order"])
    post_notices(events.NEW_ORDER, [subject(partner)])
    assert emails("parcel_new") == 0
    assert Notice.objects.get().email_due_at is None


def test_what_keeps_a_shop_front_safe_is_emailed_whatever_was_chosen(owner, partner, clock):
    choose(owner, without_email=["decision"], quiet_from=8, quiet_until=10)
    post_notices(events.SHOP_FRONT_CLAIMED, [subject(partner, name="HTX")])
    assert emails("claim_of_members") == 1


def test_the_shop_is_emailed_for_a_seller_without_people(partner):
    post_notices(events.NEW_ORDER, [subject(partner)])
    assert OutgoingEmail.objects.get().reader == 0
    assert not Notice.objects.exists()


def test_nobody_writes_to_who_has_left(clock, owner, packer, partner):
    choose(packer, quiet_from=8, quiet_until=10)
    post_notices(events.ORDER_LATE, [subject(partner)])
    end_membership(membership=packer)
    assert Notice.objects.get().membership == owner
    add_member(partner=partner, user=packer.user, role=MemberRole.PACKER)
    assert Notice.objects.count() == 1


def test_two_shop_fronts_of_one_person_are_told_of_apart(owner, partner):
    other = makers.producer("Hợp tác xã Sông Đốc").partner
    makers.membership(other, "owner", person=owner.user)
    post_notices(events.LOW_STOCK, [subject(partner), subject(other)])
    assert {notice.membership.partner_id for notice in Notice.objects.all()} == {
        partner.pk,
        other.pk,
    }


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (moment(21, 20, 59), None),
        (moment(21, 21), moment(22, 6)),
        (moment(21, 23, 59), moment(22, 6)),
        (moment(22, 0), moment(22, 6)),
        (moment(22, 5, 59), moment(22, 6)),
        (moment(22, 6), None),
    ],
    ids=["before", "first edge", "before midnight", "midnight", "last minute", "second edge"],
)
def test_quiet_hours_hold_an_email_from_the_first_hour_to_the_second(
    owner, partner, clock, at, due
):
    choose(owner, quiet_from=21, quiet_until=6)
    clock.move_to(at)
    post_notices(events.NEW_ORDER, [subject(partner)])
    assert Notice.objects.get().email_due_at == due
    assert emails("parcel_new") == (due is None)


def test_quiet_hours_within_a_day_end_on_that_day(owner, partner, clock):
    choose(owner, quiet_from=12, quiet_until=14)
    clock.move_to(moment(21, 13, 30))
    post_notices(events.NEW_ORDER, [subject(partner)])
    assert Notice.objects.get().email_due_at == moment(21, 14)


def test_that_an_order_leaves_today_goes_in_quiet_hours_too(owner, partner, clock):
    choose(owner, quiet_from=21, quiet_until=10, with_text=["deadline"])
    post_notices(events.DUE_TODAY, [subject(partner)])
    post_notices(events.ORDER_LATE, [subject(partner)])
    due, late = Notice.objects.order_by("pk")
    assert (due.email_due_at, due.text_due_at) == (moment(21, 9), moment(21, 9))
    assert (late.email_due_at, late.text_due_at) == (moment(21, 10), moment(21, 10))


@pytest.mark.parametrize("event", events.EVENTS.values(), ids=lambda event: event.code)
def test_every_event_has_a_sentence_in_both_languages_and_leads_somewhere(owner, partner, event):
    post_notices(event, [subject(partner, name="Trà", title="Trà", n=1)])
    notice = Notice.objects.get()
    vietnamese, path = events.sentence_of(notice), events.path_of(notice)
    with translation.override("en"):
        assert events.sentence_of(notice) not in ("", vietnamese)
    assert resolve(path.split("?")[0])
