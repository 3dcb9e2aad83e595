"""Sends what waits in the outbox. The worker alone calls it: see docs/operations.md.

An e-mail is marked three times: taken (for this process, until the lease ends), being handed over
(just before its words go to the server) and sent. Each mark counts only while the e-mail is still
this process's: one that slept past its lease, or whose e-mail was asked for anew meanwhile, hands
nothing over and marks nothing. So it is known what may be repeated:

- Before the words have gone, every failure is tried again, later and later, as long as it takes.
- The mark "sent" is tried until the database takes it: what went is not sent again because of it.
- When the server's last answer never comes, or the process dies waiting for it, nobody knows whether
  the e-mail went. It is not repeated (at most once) but set aside for the staff.

A mail server that is down loses nothing. What it refuses for good, and what cannot be written, is
kept for the staff.
"""

import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from smtplib import (
    SMTPConnectError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPServerDisconnected,
)
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import MIMEMixin
from django.db import InterfaceError, OperationalError, connection
from django.db.models import F

from catalogue.clock import now
from catalogue.due_moments import due_condition
from shop.mail.errors import error_text, is_for_good
from shop.mail.models import EmailState, OutgoingEmail, OutgoingEmailQuerySet
from shop.mail.renderers import MESSAGE, render
from shop.mail.smtp import DeadlineEmailBackend

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
#: For how long an e-mail belongs to the process that took it; longer than EMAIL_DEADLINE.
LEASE = timedelta(minutes=5)
#: The furthest ahead that a moment is ever set.
FURTHEST = max(LONGEST_PAUSE, LEASE)
#: How often an e-mail is tried that cannot be rendered.
MAX_RENDER_ATTEMPTS = 5
#: After so long an address of its own has rested in the outbox long enough.
OWN_ADDRESS_RETENTION = timedelta(days=3)
#: Seconds after which the worker looks whether it is to end; with EMAIL_DEADLINE less than 90.
PASS_SECONDS = 10.0
#: Seconds between two tries to mark, and how often: together ten minutes.
MARK_PAUSE, MARK_ATTEMPTS = 1.0, 600

#: States of an e-mail that a process has taken and not finished. Whoever slept while it was handed
#: over may find it set aside, and still knows best what became of it.
UNDER_WAY = (EmailState.WAITING, EmailState.SENDING, EmailState.UNCERTAIN)

#: Kinds of SMTPException that are no answer of the server.
_NO_ANSWER = (SMTPConnectError, SMTPServerDisconnected)

logger = logging.getLogger(__name__)


class LeaseLost(Exception):
    """The e-mail is no longer this process's: another one took it, or it was asked for anew."""


@dataclass
class DeliveryReport:
    """What a pass did; `server_error` says why the mail server took nothing more."""

    sent: int = 0
    dropped: int = 0
    failed: int = 0
    server_error: str = ""


class StoredMime(MIMEMixin, Message):  # type: ignore[misc]  # MIMEMixin's are the ones of Django
    """What was parsed, able to be sent as Django sends."""


class StoredMessage(EmailMessage):
    """An e-mail with the words that it was handed in with."""

    def __init__(self, email: OutgoingEmail, **kwargs: Any) -> None:
        self.stored = message_from_bytes(email.mime.encode(), _class=StoredMime)
        super().__init__(
            subject=self.stored["Subject"] or "",
            from_email=self.stored["From"],
            to=[email.recipients],
            **kwargs,
        )

    def message(self) -> Message:  # type: ignore[override]
        """Return it as it was handed in."""
        return self.stored


def deliver(*, seconds: float = math.inf) -> DeliveryReport:
    """Send what is due, oldest first; safe to run in several processes at once.

    The pass ends when the mail server takes nothing; after `seconds` it takes no other e-mail.
    """
    _set_aside_uncertain()
    report, ends_at = DeliveryReport(), time.monotonic() + seconds
    mail_server = get_connection(settings.EMAIL_DELIVERY_BACKEND)
    try:
        while not report.server_error and time.monotonic() < ends_at:
            email = _lease_next()
            if email is None:
                break
            _send(email, mail_server, report)
    finally:
        mail_server.close()
    return report


def deliver_due() -> str:
    """Send for PASS_SECONDS, for the worker; return why the mail server takes nothing, if so."""
    return deliver(seconds=PASS_SECONDS).server_error


def _set_aside_uncertain() -> None:
    """Set aside e-mails whose process died after their words had gone."""
    is_over = due_condition("due_at", FURTHEST)
    uncertain = OutgoingEmail.objects.filter(is_over, state=EmailState.SENDING)
    if uncertain.exists():  # nothing to write takes no lock
        uncertain.update(
            state=EmailState.UNCERTAIN, error="the worker ended before the mail server answered"
        )


def _lease_next() -> OutgoingEmail | None:
    """Take the oldest e-mail that is due for this process alone, with the attempt counted."""
    while True:
        moment = now()
        due = OutgoingEmail.objects.waiting().filter(due_condition("due_at", FURTHEST))
        email = due.order_by("pk").first()
        if email is None:
            return None
        email.message_id = email.message_id or new_message_id()
        ends_at = moment + LEASE
        if _held(email, EmailState.WAITING).update(
            due_at=ends_at,
            tried_at=moment,
            attempts=F("attempts") + 1,
            message_id=email.message_id,
        ):
            email.attempts += 1
            email.due_at = ends_at
            return email


def _held(email: OutgoingEmail, *states: EmailState) -> OutgoingEmailQuerySet:
    """Return the row of an e-mail for as long as nobody else has taken it or asked for it anew."""
    return OutgoingEmail.objects.filter(pk=email.pk, due_at=email.due_at, state__in=states)


def new_message_id() -> str:
    """Return a Message-ID (RFC 5322, 3.6.4) that no other e-mail has."""
    return f"<{uuid4().hex}@{urlsplit(settings.SITE_URL).hostname}>"


def _send(email: OutgoingEmail, mail_server: BaseEmailBackend, report: DeliveryReport) -> None:
    try:
        rendered = None if email.kind == MESSAGE else render(email)
    except Exception as error:
        logger.exception("e-mail %s: could not be rendered", email)
        _fail(email, error, report, for_good=email.attempts >= MAX_RENDER_ATTEMPTS)
        return
    if email.kind != MESSAGE and rendered is None:
        _finish(email, EmailState.DROPPED)
        report.dropped += 1
        return
    message = StoredMessage(email) if rendered is None else rendered.message(email.message_id)
    handing_over = _HandingOver(email)
    try:
        _hand_over(message, mail_server, handing_over)
    except LeaseLost:
        logger.warning("e-mail %s: somebody else has it", email)
        mail_server.close()  # in the middle of a talk
    except ValueError as error:  # an address or a header that no e-mail can have
        _fail(email, error, report, for_good=email.attempts >= MAX_RENDER_ATTEMPTS)
    except (OSError, SMTPException) as error:
        _sort_failure(email, error, report, is_handed_over=handing_over.has_begun)
    else:
        _finish(email, EmailState.SENT, sent_at=now())
        report.sent += 1
        if rendered is not None and rendered.on_sent is not None:
            rendered.on_sent()


class _HandingOver:
    """The mark just before the words go; an e-mail whose row cannot be marked is not handed over."""

    def __init__(self, email: OutgoingEmail) -> None:
        self.email, self.has_begun = email, False

    def __call__(self) -> None:
        if not _held(self.email, EmailState.WAITING).update(state=EmailState.SENDING):
            raise LeaseLost
        self.has_begun = True


def _hand_over(
    message: EmailMessage, mail_server: BaseEmailBackend, before_words: Callable[[], None]
) -> None:
    if isinstance(mail_server, DeadlineEmailBackend):
        mail_server.hand_over(message, seconds=settings.EMAIL_DEADLINE, before_words=before_words)
    else:
        before_words()
        mail_server.send_messages([message])


def _sort_failure(
    email: OutgoingEmail, error: Exception, report: DeliveryReport, *, is_handed_over: bool
) -> None:
    text = error_text(error)
    logger.warning("e-mail %s: could not be sent: %s", email, text)
    if is_for_good(error):
        _fail(email, error, report, for_good=True)
        return
    is_answer = isinstance(error, SMTPException) and not isinstance(error, _NO_ANSWER)
    if is_handed_over and not is_answer and not isinstance(error, ConnectionRefusedError):
        report.failed += 1
        report.server_error = text
        _mark(email, state=EmailState.UNCERTAIN, error=text)
        return
    if not isinstance(error, SMTPRecipientsRefused):
        report.server_error = text
    _fail(email, error, report)


def _finish(email: OutgoingEmail, state: EmailState, **facts: Any) -> None:
    """Mark an e-mail as done; one with an address of its own goes with it."""
    if email.recipients:
        _persist(lambda: _held(email, *UNDER_WAY).delete())
    else:
        _mark(email, state=state, error="", **facts)


def _fail(
    email: OutgoingEmail, error: Exception, report: DeliveryReport, *, for_good: bool = False
) -> None:
    """Note why the e-mail failed, to be tried again after a pause that doubles."""
    report.failed += 1
    is_too_old = email.written_at < now() - OWN_ADDRESS_RETENTION
    if email.recipients and (for_good or is_too_old):
        _finish(email, EmailState.DROPPED)
        return
    pause = min(FIRST_PAUSE * 2 ** min(email.attempts - 1, 10), LONGEST_PAUSE)
    _mark(
        email,
        state=EmailState.REFUSED if for_good else EmailState.WAITING,
        due_at=now() + pause,
        error=error_text(error),
    )


def _mark(email: OutgoingEmail, **facts: Any) -> None:
    _persist(lambda: _held(email, *UNDER_WAY).update(**facts))


def _persist(write: Callable[[], Any]) -> None:
    """Write until the database takes it: a lock or a restart makes no e-mail go twice."""
    for attempt in range(1, MARK_ATTEMPTS + 1):
        try:
            write()
        except (OperationalError, InterfaceError):
            if attempt == MARK_ATTEMPTS or connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(MARK_PAUSE)
        else:
            return
