"""E-mails to sellers: a producer order to pack, one that was cancelled, one whose money is gone.

They are in Vietnamese whatever the buyer reads: sellers work here.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from catalogue.paths import absolute_url
from shop.mail.models import EmailState, OutgoingEmail
from shop.mail.outbox import enqueue_emails
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.order.emails.recipients import email_of_account, order_of_email
from shop.order.models import (
    ProducerOrder,
    ProducerOrderStatus,
    ProducerOrderTransition,
    Role,
)
from shop.order.receipt import read_receipt
from shop.partner.access import people_of

NEW_PRODUCER_ORDER, CANCELLED_PRODUCER_ORDER = "parcel_new", "parcel_cancelled"
MONEY_TAKEN_BACK = "parcel_money_missing"
#: Statuses in which the goods are still with a seller who knows of the order.
_AT_SELLER = (
    ProducerOrderStatus.NEW,
    ProducerOrderStatus.CONFIRMED,
    ProducerOrderStatus.PACKED,
)


def recipients_of(producer_orders: Iterable[ProducerOrder]) -> dict[int, list[int]]:
    """Return partner → keys of its sellers' accounts; [0], the shop, where a partner has none.

    Packers get none: it names prices, and confirming is not theirs.
    """
    partners = {producer_order.partner_id for producer_order in producer_orders}
    recipients = people_of(partners)
    return {partner: recipients.get(partner, [0]) for partner in partners}


def enqueue_new_order_emails(producer_orders: Collection[ProducerOrder]) -> None:
    """Queue an e-mail about each producer order, for each account of its seller."""
    recipients = recipients_of(producer_orders)
    enqueue_emails(
        NEW_PRODUCER_ORDER,
        {
            producer_order.pk: recipients[producer_order.partner_id]
            for producer_order in producer_orders
        },
    )


def enqueue_cancellation_emails(transitions: Iterable[ProducerOrderTransition]) -> None:
    """Queue e-mails about cancelled producer orders; none for sellers who cancelled themselves."""
    transitions = [transition for transition in transitions if transition.role != Role.SELLER]
    recipients = recipients_of(transition.producer_order for transition in transitions)
    enqueue_emails(
        CANCELLED_PRODUCER_ORDER,
        {
            transition.producer_order_id: recipients[transition.producer_order.partner_id]
            for transition in transitions
        },
    )


def enqueue_money_missing_emails(producer_orders: Iterable[ProducerOrder]) -> None:
    """Queue one e-mail about each producer order that is not sent yet: its money was taken back."""
    waiting = [row for row in producer_orders if row.status in _AT_SELLER]
    recipients = recipients_of(waiting)
    enqueue_emails(MONEY_TAKEN_BACK, {row.pk: recipients[row.partner_id] for row in waiting})


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
    noticed = announcements.filter(state=EmailState.SENT) | announcements.filter(
        read_at__isnull=False
    )
    if producer_order is None or (announcements.exists() and not noticed.exists()):
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
