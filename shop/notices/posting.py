"""Telling a seller's people of something, once, each by the channels of their choice."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from catalogue.clock import now
from shop.mail.outbox import enqueue_emails
from shop.notices.events import NoticeEvent
from shop.notices.models import Notice, NoticeChoice
from shop.partner.models import Membership


@dataclass(frozen=True)
class NoticeSubject:
    """What has happened to a seller: `about` its key, `target` the key of the page if another.

    `facts` fill the event's sentence: no personal data of buyers. `occasion` is for what may be
    told of the same thing again, such as a day.
    """

    partner: int
    about: int
    facts: dict[str, Any] = field(default_factory=dict)
    target: int | None = None
    occasion: str = ""


@dataclass(frozen=True)
class ChannelTimes:
    """When a notice goes by which channel; None: not by this one."""

    email: datetime | None
    text: datetime | None


@transaction.atomic
def post_notices(event: NoticeEvent, subjects: Iterable[NoticeSubject]) -> None:
    """Tell everybody whom the event concerns, in the transaction that causes it; twice is once.

    Takes the same few queries for any number of subjects. An e-mail that waits for nothing is
    queued here, the others by the worker when their time has come.
    """
    subjects = list(subjects)
    if not subjects:
        return
    members = _members({subject.partner for subject in subjects}, event.roles)
    moment, notices = now(), []
    readers: defaultdict[int, list[int]] = defaultdict(list)
    for subject in subjects:
        people = members.get(subject.partner, [])
        if not people and event.falls_to_shop:
            readers[subject.about].append(0)
        for member in people:
            times = channel_times(event, member, moment)
            is_queued = bool(event.email) and times.email == moment
            if is_queued:
                readers[subject.about].append(member.user_id)
            notices.append(
                Notice(
                    membership=member,
                    kind=event.kind,
                    event=event.code,
                    about=subject.about,
                    occasion=subject.occasion,
                    target=subject.about if subject.target is None else subject.target,
                    facts=subject.facts,
                    at=moment,
                    in_digest=event.can_wait and times.email is not None,
                    email_due_at=None if is_queued else times.email,
                    text_due_at=times.text,
                )
            )
    Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=500)
    if event.email:
        enqueue_emails(event.email, readers)


def channel_times(event: NoticeEvent, member: Membership, moment: datetime) -> ChannelTimes:
    """Return when somebody hears of an event of this moment, by each channel that they have on."""
    choice = choice_of(member)
    goes_now = event.is_urgent or event.is_required
    soonest = moment if goes_now else choice.after_quiet(moment)
    text = soonest if event.kind in choice.with_text and member.user.phone else None
    if event.is_required:
        return ChannelTimes(moment, text)
    if event.kind in choice.without_email or not member.user.email:
        return ChannelTimes(None, text)
    if event.can_wait:
        return ChannelTimes(choice.next_digest(moment) if choice.takes_digest else None, text)
    return ChannelTimes(soonest, text)


def choice_of(member: Membership) -> NoticeChoice:
    """Return what somebody has chosen, or what holds for who has chosen nothing yet."""
    return getattr(member, "notice_choice", None) or NoticeChoice(membership=member)


def _members(partners: Collection[int], roles: Collection[str]) -> dict[int, list[Membership]]:
    """Return seller → its people in these roles who can sign in, with their choices."""
    rows = Membership.objects.filter(partner__in=partners, role__in=roles, user__is_active=True)
    members: dict[int, list[Membership]] = {}
    for row in rows.select_related("user", "notice_choice").order_by("user_id"):
        members.setdefault(row.partner_id, []).append(row)
    return members
