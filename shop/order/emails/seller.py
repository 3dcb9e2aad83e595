"""E-mails to sellers: a producer order to pack, one that was cancelled, one whose money is gone.

They are in Vietnamese whatever the buyer reads: sellers work here.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from catalogue.paths import absolute_url
from shop.mail.models import EmailState, OutgoingEmail
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.notices import events
from shop.notices.models import Notice
from shop.notices.posting import NoticeSubject, post_notices
from shop.order.emails.recipients import email_of_account, order_of_email
from shop.order.models import (
    ProducerOrder,
    ProducerOrderStatus,
    ProducerOrderTransition,
    Role,
)
from shop.order.receipt import read_receipt

NEW_PRODUCER_ORDER = events.NEW_ORDER.email
CANCELLED_PRODUCER_ORDER = events.ORDER_CANCELLED.email
MONEY_TAKEN_BACK = events.MONEY_TAKEN_BACK.email
#: Statuses in which the goods are still with a seller who knows of the order.
_AT_SELLER = (
    ProducerOrderStatus.NEW,
    ProducerOrderStatus.CONFIRMED,
    ProducerOrderStatus.PACKED,
)


def notify_new_orders(producer_orders: Iterable[ProducerOrder]) -> None:
    """Tell the sellers of orders that they may pack now; the shop where one has no people.

    Packers hear nothing: confirming is not theirs.
    """
    post_notices(events.NEW_ORDER, _subjects(producer_orders))


def notify_cancellations(transitions: Iterable[ProducerOrderTransition]) -> None:
    """Tell of cancelled producer orders; nobody is told of what sellers cancelled themselves."""
    cancelled = [row.producer_order for row in transitions if row.role != Role.SELLER]
    post_notices(events.ORDER_CANCELLED, _subjects(cancelled))


def notify_money_missing(producer_orders: Iterable[ProducerOrder]) -> None:
    """Tell once of each producer order that is not sent yet: its money was taken back."""
    waiting = [row for row in producer_orders if row.status in _AT_SELLER]
    post_notices(events.MONEY_TAKEN_BACK, _subjects(waiting))


def _subjects(producer_orders: Iterable[ProducerOrder]) -> list[NoticeSubject]:
    return [
        NoticeSubject(row.partner_id, row.pk, {"number": row.order.number})
        for row in producer_orders
    ]


@renders(NEW_PRODUCER_ORDER, gettext_lazy("New parcel, to the seller"))
def render_new_producer_order(email: OutgoingEmail) -> RenderedEmail | None:
    """Write what to pack, for whom and what to do next; nothing once that is done."""
    producer_order = ProducerOrder.objects.filter(pk=email.about).first()
    if producer_order is None or producer_order.status != ProducerOrderStatus.NEW:
        return None
    return _email(
        producer_order,
        email.reader,
        subject=_("New order %(number)s: please pack a parcel"),
        template="emails/seller_parcel_new",
    )


@renders(CANCELLED_PRODUCER_ORDER, gettext_lazy("Cancelled parcel, to the seller"))
def render_cancelled_producer_order(email: OutgoingEmail) -> RenderedEmail | None:
    """Write that it is cancelled and why; not to somebody who was never told of the order."""
    producer_order = ProducerOrder.objects.filter(pk=email.about).first()
    announcements = OutgoingEmail.objects.filter(
        kind=NEW_PRODUCER_ORDER, about=email.about, reader=email.reader
    )
    sent = announcements.filter(state=EmailState.SENT)
    read = Notice.objects.filter(
        membership__user=email.reader,
        event=events.NEW_ORDER.code,
        about=email.about,
        read_at__isnull=False,
    )
    is_known = not announcements.exists() or sent.exists() or read.exists()
    if producer_order is None or not is_known:
        return None
    transition = producer_order.transitions.filter(after=ProducerOrderStatus.CANCELLED).first()
    return _email(
        producer_order,
        email.reader,
        subject=_("Order %(number)s: a parcel is cancelled, please do not send it"),
        template="emails/seller_parcel_cancelled",
        transition=transition,
    )


@renders(MONEY_TAKEN_BACK, gettext_lazy("Payment taken back, to the seller"))
def render_money_missing(email: OutgoingEmail) -> RenderedEmail | None:
    """Write not to send it for now; nothing once it is sent or the money is there again."""
    producer_order = ProducerOrder.objects.filter(pk=email.about, status__in=_AT_SELLER).first()
    order = order_of_email(producer_orders=email.about)
    if producer_order is None or order is None or not read_receipt(order).payment.is_missing:
        return None
    return _email(
        producer_order,
        email.reader,
        subject=_("Order %(number)s: the payment was taken back, please do not send the parcel"),
        template="emails/seller_money_missing",
    )


def _email(
    producer_order: ProducerOrder, reader: int, *, subject: str, template: str, **facts: Any
) -> RenderedEmail | None:
    to, order = email_of_account(reader), order_of_email(producer_orders=producer_order.pk)
    if not to or order is None:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        receipt = read_receipt(order)
        receipt_part = next(
            part for part in receipt.producer_orders if part.pk == producer_order.pk
        )
        page = "workspace:order" if reader else "dashboard:producer-order"
        context = {
            "receipt": receipt,
            "producer_order": receipt_part,
            "grams": producer_order.parcel_grams,
            "on_behalf": not reader,
            "url": absolute_url(reverse(page, kwargs={"pk": producer_order.pk})),
        }
        named = translation.gettext(subject) % {"number": order.number}
        return compose(to=to, subject=named, template=template, context=context | facts)
