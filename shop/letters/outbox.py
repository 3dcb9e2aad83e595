"""The outbox of letters: a row in the transaction that causes it, sent after commit or later.

A mail server that is down loses nothing: what failed is tried again, later and later, for as long
as it takes. What a server refuses for good, and what cannot be written, is kept for the staff.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F

from catalogue.clock import now
from shop.letters.models import Letter, LetterQuerySet, LetterState
from shop.letters.writing import Draft, write

#: How many letters the request that caused them sends itself; a worker sends the others.
AT_ONCE = 6
#: While the mail server failed less than this ago, nobody in front of a page waits for it.
CAUTION = timedelta(minutes=2)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
#: For how long a letter belongs to the process that took it; then another may try.
LEASE = timedelta(minutes=5)
#: How often a letter is tried whose words cannot be found.
WRITING_ATTEMPTS = 5
KEPT = timedelta(days=90)

logger = logging.getLogger(__name__)


@dataclass
class Delivered:
    """What a pass did; `away` says why the mail server took nothing more."""

    sent: int = 0
    dropped: int = 0
    failed: int = 0
    away: str = ""


def post(kind: str, about: int, readers: Iterable[int] = (0,)) -> None:
    """Write down a letter for each reader, once, in the transaction that causes it."""
    post_all(kind, {about: readers})


def post_all(kind: str, readers: Mapping[int, Iterable[int]]) -> None:
    """Write down letters about several things, each with its readers."""
    moment = now()
    letters = [
        Letter(kind=kind, about=about, reader=reader, written_at=moment, due_at=moment)
        for about, people in readers.items()
        for reader in people
    ]
    if letters:
        Letter.objects.bulk_create(letters, ignore_conflicts=True)
        transaction.on_commit(deliver_after_commit, robust=True)


def post_again(kind: str, about: int) -> None:
    """Write down a letter that may go more than once; one that still waits is not doubled."""
    moment = now()
    fresh = {"attempts": 0, "error": "", "tried_at": None, "sent_at": None, "read_at": None}
    fresh |= {"state": LetterState.WAITING, "written_at": moment, "due_at": moment}
    Letter.objects.update_or_create(kind=kind, about=about, reader=0, defaults=fresh)
    transaction.on_commit(deliver_after_commit, robust=True)


def send_at_once(draft: Draft) -> bool:
    """Send a letter that can be written at no other time; one that fails is logged and lost."""
    try:
        _message(draft).send()
    except Exception:
        logger.exception("a letter could not be sent: %s", draft.subject)
        return False
    return True


def deliver_after_commit() -> None:
    """Send what is due right after its commit, unless the mail server has just failed."""
    if not Letter.objects.waiting().filter(attempts__gt=0, tried_at__gt=now() - CAUTION).exists():
        deliver(limit=AT_ONCE)


def deliver(*, limit: int | None = None) -> Delivered:
    """Send what is due, oldest first; safe to run in several processes at once.

    The pass ends when the mail server takes nothing.
    """
    outcome, post_office, taken = Delivered(), get_connection(), 0
    while (limit is None or taken < limit) and not outcome.away:
        letter = _take()
        if letter is None:
            break
        taken += 1
        _send(letter, post_office, outcome)
    post_office.close()
    return outcome


def retry(letters: LetterQuerySet) -> None:
    """Make letters due at once, also those that were refused; what has gone stays gone."""
    letters.filter(state__in=[LetterState.WAITING, LetterState.REFUSED]).update(
        state=LetterState.WAITING, due_at=now()
    )


def mark_read(kind: str, about: int, reader: int) -> None:
    """Remember that this account has seen the news in the shop itself."""
    Letter.objects.unread_by(reader).filter(kind=kind, about=about).update(read_at=now())


def forget_old() -> int:
    """Delete letters that were done long ago; return how many."""
    done = Letter.objects.filter(state__in=[LetterState.SENT, LetterState.DROPPED])
    return done.filter(written_at__lt=now() - KEPT).delete()[0]


def _take() -> Letter | None:
    """Take the oldest letter that is due for this process alone, with the attempt counted."""
    while True:
        moment = now()
        letter = Letter.objects.waiting().filter(due_at__lte=moment).order_by("pk").first()
        if letter is None:
            return None
        mine = Letter.objects.waiting().filter(pk=letter.pk, due_at=letter.due_at)
        if mine.update(due_at=moment + LEASE, tried_at=moment, attempts=F("attempts") + 1):
            letter.attempts += 1
            return letter


def _send(letter: Letter, post_office, outcome: Delivered) -> None:
    try:
        draft = write(letter)
    except Exception as error:
        logger.exception("letter %s: could not be written", letter)
        refused = letter.attempts >= WRITING_ATTEMPTS
        _fail(letter, error, outcome, state="refused" if refused else "waiting")
        return
    if draft is None:
        _close(letter, LetterState.DROPPED)
        outcome.dropped += 1
        return
    try:
        post_office.open()
        _message(draft, post_office).send()
    except SMTPRecipientsRefused as error:
        logger.warning("letter %s: the address is refused", letter)
        for_good = all(code >= 500 for code, _text in error.recipients.values())
        _fail(letter, error, outcome, state="refused" if for_good else "waiting")
    except (OSError, SMTPException) as error:
        logger.warning("letter %s: could not be mailed: %r", letter, error)
        outcome.away = repr(error)
        _fail(letter, error, outcome, state="waiting")
    else:
        _close(letter, LetterState.SENT, sent_at=now())
        outcome.sent += 1
        if draft.sent is not None:
            draft.sent()


def _message(draft: Draft, post_office=None) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=draft.subject,
        body=draft.text,
        to=[draft.to],
        connection=post_office,
        headers={"Auto-Submitted": "auto-generated"},  # RFC 3834: no answering machine answers
    )
    message.attach_alternative(draft.html, "text/html")
    return message


def _close(letter: Letter, state: LetterState, **facts) -> None:
    Letter.objects.filter(pk=letter.pk).update(state=state, error="", **facts)


def _fail(letter: Letter, error: Exception, outcome: Delivered, *, state: str) -> None:
    """Keep the letter with why it failed, to be tried again after a pause that doubles."""
    pause = min(FIRST_PAUSE * 2 ** min(letter.attempts - 1, 10), LONGEST_PAUSE)
    Letter.objects.filter(pk=letter.pk).update(
        state=state, due_at=now() + pause, error=repr(error)[:300]
    )
    outcome.failed += 1
