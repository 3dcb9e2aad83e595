"""Sends what waits: e-mails after quiet hours, the e-mail of the day, short messages.

The worker alone calls it. E-mails go on to the outbox, each notice in one; a short message is
marked before it is handed over, so that a process that dies loses one rather than sends it twice.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import translation

from catalogue.clock import now
from catalogue.due_moments import due_condition
from catalogue.text import without_marks
from shop.mail.outbox import enqueue_email
from shop.notices.emails import DIGEST, NOTICE
from shop.notices.events import EVENTS
from shop.notices.models import Notice, NoticeDigest, NoticeKind, NoticeQuerySet
from shop.notices.posting import choice_of
from shop.notices.short_messages import (
    ATTEMPTS,
    LONGEST,
    PAUSE,
    WORDS,
    ShortMessageBackend,
    ShortMessageRefused,
    backend,
)

#: The furthest ahead that a notice ever waits.
FURTHEST = timedelta(days=1)
#: So many are taken in one turn of the worker.
BATCH = 500

logger = logging.getLogger(__name__)


def send_due() -> str:
    """Hand on what is due, for the worker; return why the provider of short messages takes nothing."""
    if _due_rows("email_due_at").exists():  # nothing to write takes no lock
        queue_emails()
    return send_short_messages()


@transaction.atomic
def queue_emails() -> int:
    """Queue the e-mails that are due; return how many notices went into one."""
    digests: defaultdict[int, list[Notice]] = defaultdict(list)
    sent = 0
    for notice in _due("email_due_at"):
        if notice.in_digest:
            digests[notice.membership_id].append(notice)
            continue
        if not _claim([notice]):
            continue
        kind = EVENTS[notice.event].email
        about = notice.about if kind else notice.pk
        enqueue_email(kind or NOTICE, about, [notice.membership.user_id])
        sent += 1
    return sent + sum(_queue_digest(notices) for notices in digests.values())


def _queue_digest(notices: list[Notice]) -> int:
    """Queue the e-mail of the day; what comes after it waits for the next one."""
    member, moment = notices[0].membership, now()
    digest, is_new = NoticeDigest.objects.get_or_create(membership=member, on=moment.date())
    if not is_new:
        rows = Notice.objects.filter(pk__in=[notice.pk for notice in notices], digest=None)
        rows.update(email_due_at=choice_of(member).next_digest(moment))
        return 0
    number = _claim(notices, digest=digest)
    enqueue_email(DIGEST, digest.pk, [member.user_id])
    return number


def _claim(notices: Iterable[Notice], **fields: object) -> int:
    rows = Notice.objects.filter(pk__in=[row.pk for row in notices], email_due_at__isnull=False)
    return rows.update(email_due_at=None, **fields)


def _due_rows(field: str) -> NoticeQuerySet:
    """Return what is due in that column, of people who can still sign in."""
    rows = Notice.objects.filter(due_condition(field, FURTHEST), **{f"{field}__isnull": False})
    return rows.filter(event__in=EVENTS, membership__user__is_active=True)


def _due(field: str) -> list[Notice]:
    rows = _due_rows(field)
    return list(
        rows.select_related("membership__user", "membership__notice_choice").order_by("pk")[:BATCH]
    )


def send_short_messages() -> str:
    """Send one short message to each person for whom any is due; return what the provider answered.

    What was read in the workspace meanwhile is not told of any more.
    """
    due = _due("text_due_at")
    provider = backend() if due else None
    by_person: defaultdict[int, list[Notice]] = defaultdict(list)
    for notice in due:
        by_person[notice.membership.user_id].append(notice)
    trouble = ""
    for notices in by_person.values():
        trouble = _send_short_message(notices, provider) or trouble
    return trouble


def _send_short_message(notices: list[Notice], provider: ShortMessageBackend | None) -> str:
    own = [notice for notice in notices if _take_text(notice)]
    unread = [notice for notice in own if notice.read_at is None]
    user = notices[0].membership.user
    if not unread or provider is None or not user.phone:
        return ""
    try:
        provider.send(user.phone, short_text(unread, user.language))
    except (ShortMessageRefused, OSError) as error:
        keys = [notice.pk for notice in unread if notice.text_attempts + 1 < ATTEMPTS]
        again = Notice.objects.filter(pk__in=keys)
        again.update(text_due_at=now() + PAUSE, text_attempts=F("text_attempts") + 1)
        logger.warning("a short message was refused: %s", type(error).__name__)
        return type(error).__name__
    return ""


def _take_text(notice: Notice) -> bool:
    """Whether this worker is the one that sends the short message of a notice."""
    row = Notice.objects.filter(pk=notice.pk, text_due_at=notice.text_due_at)
    return bool(row.update(text_due_at=None))


def short_text(notices: list[Notice], language: str) -> str:
    """Return what a message says of these notices: of what kind they are, or how many."""
    with translation.override(language):
        kinds = dict.fromkeys(NoticeKind(notice.kind) for notice in notices)
        news = " ".join(str(WORDS[kind]) for kind in kinds)
        if len(notices) > 1:
            news = translation.gettext("%(n)d notices wait for you.") % {"n": len(notices)}
        text = translation.gettext("%(shop)s: %(news)s Please open your shop front.")
        words = text % {"shop": settings.OSCAR_SHOP_NAME, "news": news}
    return without_marks(words.replace("Đ", "D"))[:LONGEST]
