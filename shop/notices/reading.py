"""What somebody has been told: listed, counted and marked as read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from catalogue.clock import VIETNAM, now
from shop.notices.events import EVENTS, NoticeEvent, sentence_of
from shop.notices.models import Notice, NoticeDigest, NoticeQuerySet
from shop.partner.models import Membership
from shop.users.models import User

RETENTION = timedelta(days=365)


@dataclass(frozen=True)
class NoticeCard:
    """One notice on the page of notices."""

    pk: int
    kind: str
    sentence: str
    at: datetime
    is_unread: bool


def notices_of(membership: Membership) -> NoticeQuerySet:
    """Return what one person was told of one seller, the newest first; nothing of unknown events."""
    rows = Notice.objects.filter(membership=membership.pk, event__in=EVENTS)
    return rows.select_related("membership").order_by("-at", "-pk")


def notice_card(notice: Notice) -> NoticeCard:
    """Return a notice in the active language."""
    return NoticeCard(
        pk=notice.pk,
        kind=notice.get_kind_display(),
        sentence=sentence_of(notice),
        at=notice.at.astimezone(VIETNAM),
        is_unread=notice.read_at is None,
    )


def unread_subjects(user: User, event: NoticeEvent) -> "NoticeQuerySet":
    """Return a person's unread notices of one event, whichever sellers they work for."""
    return Notice.objects.unread().filter(membership__user=user.pk, event=event.code)


def mark_subjects_read(user: User, about: Collection[int], *events: NoticeEvent) -> None:
    """Remember that a person has seen these things on their own pages."""
    codes = [event.code for event in events]
    rows = Notice.objects.unread().filter(membership__user=user.pk, event__in=codes)
    rows.filter(about__in=about).update(read_at=now())


def mark_notice_read(notice: Notice) -> None:
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=now())


def mark_page_read(event: NoticeEvent, target: int) -> None:
    """Mark as read, for everybody who was told, what leads to a page that one of them has dealt with."""
    rows = Notice.objects.unread().filter(event=event.code, target=target)
    rows.update(read_at=now())


def mark_all_read(membership: Membership, *, until: datetime) -> int:
    """Mark as read what somebody was told up to that moment; return how many."""
    rows = Notice.objects.unread().filter(membership=membership.pk, at__lte=until)
    return rows.update(read_at=now())


def delete_old_notices() -> int:
    """Delete what was told a year ago; return how many notices."""
    before = now() - RETENTION
    NoticeDigest.objects.filter(on__lt=before.date()).delete()
    return Notice.objects.filter(at__lt=before).delete()[1].get("notices.Notice", 0)
