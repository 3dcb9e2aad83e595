"""Sending a message once, reading a thread, and how much of it is unread."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.db.models import Count

from catalogue.clock import VIETNAM, now
from catalogue.text import clean_text
from shop.mail.outbox import enqueue_email
from shop.notices.events import ENQUIRY_ASKED, MESSAGE_RECEIVED
from shop.notices.posting import NoticeSubject, post_notices
from shop.notices.reading import mark_page_read
from shop.order.emails.message import MESSAGE_TO_BUYER
from shop.order.messages.masking import mask_contacts
from shop.order.messages.models import MAX_MESSAGE, OrderMessage, OrderMessagePhoto
from shop.order.models import Enquiry, ProducerOrder, Role
from shop.order.transitions import lock_order
from shop.users.models import User

MAX_PHOTOS = 3
#: What messages are about.
Thread = ProducerOrder | Enquiry


@dataclass(frozen=True)
class ThreadMessage:
    """One message as one of the two sides sees it; `photos` are keys, `author` one of the seller's people."""

    pk: int
    is_own: bool
    author: str
    text: str
    hidden: int
    at: datetime
    photos: tuple[int, ...]


@transaction.atomic
def send_message(
    *,
    thread: Thread,
    role: str,
    text: str,
    submission: UUID,
    photos: Iterable[File] = (),
    author: User | None = None,
) -> OrderMessage:
    """Write a message without private contacts; the same submission gives the message of the first time.

    The other side is told of the first that it has not read, not of every further one.
    """
    _lock(thread)
    earlier = OrderMessage.objects.filter(submission=submission).first()
    if earlier is not None:
        return earlier
    is_first = not thread.messages.filter(role=role, read_at=None).exists()
    masked, hidden = mask_contacts(clean_text(text, MAX_MESSAGE))
    message = thread.messages.create(
        submission=submission,
        role=role,
        author=author,
        text=masked[:MAX_MESSAGE],
        hidden=hidden,
        written_at=now(),
    )
    for photo in list(photos)[:MAX_PHOTOS]:
        OrderMessagePhoto(message=message).photo.save("", photo)
    if is_first:
        _notify(message)
    return message


def _lock(thread: Thread) -> None:
    """Let one message of a thread follow another, and note that somebody has written."""
    if isinstance(thread, ProducerOrder):
        lock_order(thread.order_id)
    else:
        Enquiry.objects.filter(pk=thread.pk).update(touched_at=now())


def _notify(message: OrderMessage) -> None:
    if message.role == Role.SELLER:
        enqueue_email(MESSAGE_TO_BUYER, message.pk)
        return
    row, enquiry = message.producer_order, message.enquiry
    if row is not None:
        subject = NoticeSubject(
            row.partner_id, message.pk, {"number": row.order.number}, target=row.pk
        )
        post_notices(MESSAGE_RECEIVED, [subject])
    elif enquiry is not None:
        subject = NoticeSubject(
            enquiry.partner_id, message.pk, {"title": enquiry.title}, target=enquiry.pk
        )
        post_notices(ENQUIRY_ASKED, [subject])


def open_thread(thread: Thread, role: str) -> list[ThreadMessage]:
    """Return the messages as this side sees them, oldest first; what was unread counts as read."""
    rows = thread.messages.select_related("author").prefetch_related("photos")
    messages = list(rows)
    if any(row.read_at is None and row.role != role for row in messages):
        thread.messages.unread_by(role).update(read_at=now())
        if role == Role.SELLER:
            is_order = isinstance(thread, ProducerOrder)
            mark_page_read(MESSAGE_RECEIVED if is_order else ENQUIRY_ASKED, thread.pk)
    return [
        ThreadMessage(
            pk=row.pk,
            is_own=row.role == role,
            author=row.author.get_short_name() if row.author and row.role == Role.SELLER else "",
            text=row.text,
            hidden=row.hidden,
            at=row.written_at.astimezone(VIETNAM),
            photos=tuple(photo.pk for photo in row.photos.all()),
        )
        for row in messages
    ]


def unread_counts(producer_orders: Collection[int], role: str) -> dict[int, int]:
    """Return producer order → messages that this side has not opened yet, in one query."""
    rows = OrderMessage.objects.unread_by(role).filter(producer_order__in=producer_orders)
    counts = rows.order_by().values("producer_order").annotate(number=Count("pk"))
    return {row["producer_order"]: row["number"] for row in counts}


def find_photo(thread: Thread, key: int) -> OrderMessagePhoto | None:
    """Return a photograph of this thread."""
    photos = OrderMessagePhoto.objects.filter(message__in=thread.messages.all())
    return photos.filter(pk=key).first()
