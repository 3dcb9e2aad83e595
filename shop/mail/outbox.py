"""The outbox of e-mails: a row in the transaction that causes it, sent after commit or later.

A mail server that is down loses nothing: what failed is tried again, later and later, for as long
as it takes. What a server refuses for good, and what cannot be written, is kept for the staff.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F

from catalogue.clock import now
from shop.mail.models import EmailState, OutgoingEmail, OutgoingEmailQuerySet
from shop.mail.renderers import RenderedEmail, render

#: How many e-mails the request that caused them sends itself; a worker sends the others.
MAX_PER_REQUEST = 6
#: While the mail server failed less than this ago, nobody in front of a page waits for it.
FAILURE_COOLDOWN = timedelta(minutes=2)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
#: For how long an e-mail belongs to the process that took it; then another may try.
LEASE = timedelta(minutes=5)
#: How often an e-mail is tried that cannot be rendered.
MAX_RENDER_ATTEMPTS = 5
RETENTION = timedelta(days=90)

logger = logging.getLogger(__name__)


@dataclass
class DeliveryReport:
    """What a pass did; `server_error` says why the mail server took nothing more."""

    sent: int = 0
    dropped: int = 0
    failed: int = 0
    server_error: str = ""


def enqueue_email(kind: str, about: int, readers: Iterable[int] = (0,)) -> None:
    """Write down an e-mail for each reader, once, in the transaction that causes it."""
    enqueue_emails(kind, {about: readers})


def enqueue_emails(kind: str, readers: Mapping[int, Iterable[int]]) -> None:
    """Write down e-mails about several things, each with its readers."""
    moment = now()
    emails = [
        OutgoingEmail(kind=kind, about=about, reader=reader, written_at=moment, due_at=moment)
        for about, recipients in readers.items()
        for reader in recipients
    ]
    if emails:
        OutgoingEmail.objects.bulk_create(emails, ignore_conflicts=True)
        transaction.on_commit(deliver_after_commit, robust=True)


def enqueue_email_again(kind: str, about: int) -> None:
    """Write down an e-mail that may go more than once; one that still waits is not doubled."""
    moment = now()
    fresh = {"attempts": 0, "error": "", "tried_at": None, "sent_at": None, "read_at": None}
    fresh |= {"state": EmailState.WAITING, "written_at": moment, "due_at": moment}
    OutgoingEmail.objects.update_or_create(kind=kind, about=about, reader=0, defaults=fresh)
    transaction.on_commit(deliver_after_commit, robust=True)


def send_now(rendered: RenderedEmail) -> bool:
    """Send an e-mail that can be written at no other time; one that fails is logged and lost."""
    try:
        _message(rendered).send()
    except Exception:
        logger.exception("an e-mail could not be sent: %s", rendered.subject)
        return False
    return True


def deliver_after_commit() -> None:
    """Send what is due right after its commit, unless the mail server has just failed."""
    if (
        not OutgoingEmail.objects.waiting()
        .filter(attempts__gt=0, tried_at__gt=now() - FAILURE_COOLDOWN)
        .exists()
    ):
        deliver(limit=MAX_PER_REQUEST)


def deliver(*, limit: int | None = None) -> DeliveryReport:
    """Send what is due, oldest first; safe to run in several processes at once.

    The pass ends when the mail server takes nothing.
    """
    report, connection, attempted = DeliveryReport(), get_connection(), 0
    while (limit is None or attempted < limit) and not report.server_error:
        email = _lease_next()
        if email is None:
            break
        attempted += 1
        _send(email, connection, report)
    connection.close()
    return report


def retry(emails: OutgoingEmailQuerySet) -> None:
    """Make e-mails due at once, also those that were refused; what was sent stays sent."""
    emails.filter(state__in=[EmailState.WAITING, EmailState.REFUSED]).update(
        state=EmailState.WAITING, due_at=now()
    )


def mark_read(kind: str, about: int, reader: int) -> None:
    """Remember that this account has seen the news in the shop itself."""
    OutgoingEmail.objects.unread_by(reader).filter(kind=kind, about=about).update(read_at=now())


def delete_old() -> int:
    done = OutgoingEmail.objects.filter(state__in=[EmailState.SENT, EmailState.DROPPED])
    return done.filter(written_at__lt=now() - RETENTION).delete()[0]


def _lease_next() -> OutgoingEmail | None:
    """Take the oldest e-mail that is due for this process alone, with the attempt counted."""
    while True:
        moment = now()
        email = OutgoingEmail.objects.waiting().filter(due_at__lte=moment).order_by("pk").first()
        if email is None:
            return None
        mine = OutgoingEmail.objects.waiting().filter(pk=email.pk, due_at=email.due_at)
        if mine.update(due_at=moment + LEASE, tried_at=moment, attempts=F("attempts") + 1):
            email.attempts += 1
            return email


def _send(email: OutgoingEmail, connection: BaseEmailBackend, report: DeliveryReport) -> None:
    try:
        rendered = render(email)
    except Exception as error:
        logger.exception("e-mail %s: could not be rendered", email)
        refused = email.attempts >= MAX_RENDER_ATTEMPTS
        _fail(email, error, report, state="refused" if refused else "waiting")
        return
    if rendered is None:
        _finish(email, EmailState.DROPPED)
        report.dropped += 1
        return
    try:
        connection.open()
        _message(rendered, connection).send()
    except SMTPRecipientsRefused as error:
        logger.warning("e-mail %s: the address is refused", email)
        for_good = all(code >= 500 for code, _text in error.recipients.values())
        _fail(email, error, report, state="refused" if for_good else "waiting")
    except (OSError, SMTPException) as error:
        logger.warning("e-mail %s: could not be sent: %r", email, error)
        report.server_error = repr(error)
        _fail(email, error, report, state="waiting")
    else:
        _finish(email, EmailState.SENT, sent_at=now())
        report.sent += 1
        if rendered.on_sent is not None:
            rendered.on_sent()


def _message(
    rendered: RenderedEmail, connection: BaseEmailBackend | None = None
) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        to=[rendered.to],
        connection=connection,
        headers={"Auto-Submitted": "auto-generated"},  # RFC 3834: no answering machine answers
    )
    message.attach_alternative(rendered.html, "text/html")
    return message


def _finish(email: OutgoingEmail, state: EmailState, **facts: Any) -> None:
    OutgoingEmail.objects.filter(pk=email.pk).update(state=state, error="", **facts)


def _fail(email: OutgoingEmail, error: Exception, report: DeliveryReport, *, state: str) -> None:
    """Note why the e-mail failed, to be tried again after a pause that doubles."""
    pause = min(FIRST_PAUSE * 2 ** min(email.attempts - 1, 10), LONGEST_PAUSE)
    OutgoingEmail.objects.filter(pk=email.pk).update(
        state=state, due_at=now() + pause, error=repr(error)[:300]
    )
    report.failed += 1
