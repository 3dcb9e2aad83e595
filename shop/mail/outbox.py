"""The outbox of e-mails: a row in the transaction that causes it. Nothing here meets a mail server.

shop.mail.delivery sends, in the worker: whoever stands before a page never waits for a mail server.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.core.mail import EmailMessage

from catalogue.clock import now
from shop.mail.models import SET_ASIDE, EmailState, OutgoingEmail, OutgoingEmailQuerySet
from shop.mail.renderers import MESSAGE

RETENTION = timedelta(days=90)


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


def enqueue_email_again(kind: str, about: int) -> None:
    """Write down an e-mail that may go more than once; one that still waits is not doubled."""
    moment = now()
    fresh = {"attempts": 0, "error": "", "tried_at": None, "sent_at": None}
    fresh |= {"state": EmailState.WAITING, "written_at": moment, "due_at": moment}
    fresh |= {"message_id": ""}
    OutgoingEmail.objects.update_or_create(
        kind=kind, about=about, reader=0, recipients="", defaults=fresh
    )


def enqueue_email_to(address: str, kind: str, about: int) -> None:
    """Write down an e-mail to an address that no other row holds any more; both go together."""
    moment = now()
    OutgoingEmail.objects.create(
        kind=kind, about=about, recipients=address, written_at=moment, due_at=moment
    )


def enqueue_messages(messages: Iterable[EmailMessage]) -> int:
    """Write down e-mails as somebody else's code has written them; return how many.

    They rest with their words and addresses until they have gone: one row for each address, so that
    one that a server refuses is told of beside others that it takes.
    """
    moment, written = now(), [message for message in messages if message.recipients()]
    OutgoingEmail.objects.bulk_create(
        OutgoingEmail(
            kind=MESSAGE,
            about=0,
            recipients=address,
            mime=mime,
            written_at=moment,
            due_at=moment,
        )
        for message in written
        for mime in [message.message().as_bytes().decode(errors="replace")]
        for address in dict.fromkeys(message.recipients())
    )
    return len(written)


def retry(emails: OutgoingEmailQuerySet) -> int:
    """Make e-mails due at once, also those set aside; what was sent stays sent. Return how many."""
    return emails.filter(state__in=[EmailState.WAITING, *SET_ASIDE]).update(
        state=EmailState.WAITING, due_at=now()
    )


def delete_old() -> int:
    """Delete what was done long ago; return how many."""
    done = OutgoingEmail.objects.filter(state__in=[EmailState.SENT, EmailState.DROPPED])
    return done.filter(written_at__lt=now() - RETENTION).delete()[0]
