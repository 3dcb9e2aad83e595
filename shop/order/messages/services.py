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
from shop.notices.events import MESSAGE_RECEIVED
from shop.notices.posting import NoticeSubject, post_notices
from shop.notices.reading import mark_page_read
from shop.order.emails.message import MESSAGE_TO_BUYER
from shop.order.messages.masking import mask_contacts
from shop.order.messages.models import MAX_MESSAGE, OrderMessage, OrderMessagePhoto
from shop.order.models import ProducerOrder, Role
from shop.order.transitions import lock_order
from shop.users.models import User

MAX_PHOTOS = 3


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
    producer_order: ProducerOrder,
    role: str,
    text: str,
    submission: UUID,
    photos: Iterable[File] = (),
    author: User | None = None,
) -> OrderMessage:
    """Write a message without private contacts; the same submission gives the message of the first time.

    The other side is told of the first that it has not read, not of every further one.
    """
    lock_order(producer_order.order_id)
    earlier = OrderMessage.objects.filter(submission=submission).first()
    if earlier is not None:
        return earlier
    own = OrderMessage.objects.filter(producer_order=producer_order, role=role)
    is_first = not own.filter(read_at=None).exists()
    masked, hidden = mask_contacts(clean_text(text, MAX_MESSAGE))
    message = OrderMessage.objects.create(
        producer_order=producer_order,
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


def _notify(message: OrderMessage) -> None:
    if message.role == Role.SELLER:
        enqueue_email(MESSAGE_TO_BUYER, message.pk)
        return
    row = message.producer_order
    subject = NoticeSubject(row.partner_id, message.pk, {"number": row.order.number}, target=row.pk)
    post_notices(MESSAGE_RECEIVED, [subject])


def open_thread(producer_order: ProducerOrder, role: str) -> list[ThreadMessage]:
    """Return the messages as this side sees them, oldest first; what was unread counts as read."""
    rows = producer_order.messages.select_related("author").prefetch_related("photos")
    messages = list(rows)
    if any(row.read_at is None and row.role != role for row in messages):
        producer_order.messages.unread_by(role).update(read_at=now())
        if role == Role.SELLER:
            mark_page_read(MESSAGE_RECEIVED, producer_order.pk)
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


def find_photo(producer_order: ProducerOrder, key: int) -> OrderMessagePhoto | None:
    """Return a photograph of this thread."""
    photos = OrderMessagePhoto.objects.filter(message__producer_order=producer_order)
    return photos.filter(pk=key).first()
