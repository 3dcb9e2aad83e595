"""E-mails to sellers: a parcel to pack, and one that needs no packing any more.

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
from shop.mail.outbox import enqueue_emails
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.order.emails.recipients import account_address, order_of_email
from shop.order.models import (
    Order,
    ProducerOrder,
    ProducerOrderStatus,
    ProducerOrderTransition,
    Role,
)
from shop.order.receipt import read_receipt
from shop.users.models import User

NEW_PARCEL, CANCELLED_PARCEL = "parcel_new", "parcel_cancelled"


def people_of(parcels: Iterable[ProducerOrder]) -> dict[int, list[int]]:
    """Return partner → keys of its people's accounts; [0], the shop, where a partner has none."""
    partners = {parcel.partner_id for parcel in parcels}
    people: dict[int, list[int]] = {}
    pairs = User.objects.filter(is_active=True, partners__in=partners).order_by("pk")
    for partner, person in pairs.values_list("partners", "pk"):
        if partner in partners:
            people.setdefault(partner, []).append(person)
    return {partner: people.get(partner, [0]) for partner in partners}


def tell_sellers_of_order(order: Order) -> None:
    """Write down an e-mail about each parcel of a new order, for each of its seller's people."""
    parcels = list(order.producer_orders.all())
    people = people_of(parcels)
    enqueue_emails(NEW_PARCEL, {parcel.pk: people[parcel.partner_id] for parcel in parcels})


def tell_sellers_of_cancellation(transitions: Iterable[ProducerOrderTransition]) -> None:
    """Write down e-mails about cancelled parcels; not for those who cancelled them themselves."""
    transitions = [transition for transition in transitions if transition.role != Role.SELLER]
    people = people_of(transition.parcel for transition in transitions)
    enqueue_emails(
        CANCELLED_PARCEL,
        {transition.parcel_id: people[transition.parcel.partner_id] for transition in transitions},
    )


@renders(NEW_PARCEL, gettext_lazy("New parcel, to the seller"))
def parcel_new(email: OutgoingEmail) -> RenderedEmail | None:
    """Write what to pack, for whom and what to do next; not of a parcel that is past that."""
    parcel = ProducerOrder.objects.filter(pk=email.about).first()
    if parcel is None or parcel.status != ProducerOrderStatus.NEW:
        return None
    return _email(
        parcel,
        email.reader,
        subject=_("New order %(number)s: please pack a parcel"),
        template="emails/seller_parcel_new",
    )


@renders(CANCELLED_PARCEL, gettext_lazy("Cancelled parcel, to the seller"))
def parcel_cancelled(email: OutgoingEmail) -> RenderedEmail | None:
    """Write that a parcel is cancelled and why; not to somebody who never heard of it."""
    parcel = ProducerOrder.objects.filter(pk=email.about).first()
    heard = OutgoingEmail.objects.filter(kind=NEW_PARCEL, about=email.about, reader=email.reader)
    told = heard.filter(state=EmailState.SENT) | heard.filter(read_at__isnull=False)
    if parcel is None or (heard.exists() and not told.exists()):
        return None
    transition = parcel.transitions.filter(after=ProducerOrderStatus.CANCELLED).first()
    return _email(
        parcel,
        email.reader,
        subject=_("Order %(number)s: a parcel is cancelled, please do not send it"),
        template="emails/seller_parcel_cancelled",
        move=transition,
    )


def _email(
    parcel: ProducerOrder, reader: int, *, subject: str, template: str, **facts: Any
) -> RenderedEmail | None:
    to, order = account_address(reader), order_of_email(producer_orders=parcel.pk)
    if not to:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        receipt = read_receipt(order)
        shown = next(each for each in receipt.parcels if each.pk == parcel.pk)
        context = {
            "receipt": receipt,
            "parcel": shown,
            "grams": parcel.parcel_grams,
            "on_behalf": not reader,
            "address": absolute_url(reverse("dashboard:parcel", kwargs={"pk": parcel.pk})),
        }
        named = translation.gettext(subject) % {"number": order.number}
        return compose(to=to, subject=named, template=template, context=context | facts)
