"""Parcels as the back office sees them: whose they are, what needs doing, in plain rows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from catalogue.clock import VIETNAM
from shop.mail.models import OutgoingEmail
from shop.order.emails.seller import NEW_PARCEL
from shop.order.models import Order, ProducerOrder, Role
from shop.order.states import CANCELLED, CONFIRMED, DELIVERED, NEW, PACKED, RETURNED, SHIPPED
from shop.users.phone import local_phone, normalize_phone


class Show(models.TextChoices):
    """The filter above the list."""

    TO_DO = "can-lam", _("To do")
    ON_THE_WAY = "dang-giao", _("On the way")
    DELIVERED = "da-giao", _("Delivered")
    ENDED = "huy-hoan", _("Cancelled or returned")


STATES = {
    Show.TO_DO: (NEW, CONFIRMED, PACKED),
    Show.ON_THE_WAY: (SHIPPED,),
    Show.DELIVERED: (DELIVERED,),
    Show.ENDED: (CANCELLED, RETURNED),
}


@dataclass(frozen=True)
class ParcelRow:
    """One parcel of the list."""

    pk: int
    number: str
    placed_at: datetime
    seller_name: str
    buyer: str
    phone: str
    place: str
    state: str
    status: str
    is_unread: bool


def unread_of(user: Any) -> set[int]:
    """Return the keys of new parcels that this seller's account has not opened yet."""
    emails = OutgoingEmail.objects.unread_by(user.pk).filter(kind=NEW_PARCEL)
    new = parcels_of(user).filter(status=NEW, pk__in=emails.values("about"))
    return set(new.values_list("pk", flat=True))


def parcels_of(user: Any) -> QuerySet[ProducerOrder]:
    """Return the parcels a person may see: the shop's people all, sellers their own."""
    parcels = ProducerOrder.objects.all()
    if user.has_perm("order.view_order"):
        return parcels
    return parcels.filter(partner__users=user)


def role_of(user: Any, parcel: ProducerOrder) -> str:
    """Return in which part a person may move a parcel; empty for one who may only look."""
    if parcel.partner.users.filter(pk=user.pk).exists():
        return Role.SELLER
    return Role.STAFF if user.has_perm("order.change_order") else ""


def select_parcels(user: Any, *, show: str, text: str) -> QuerySet[ProducerOrder]:
    """Return the parcels of one filter, work that waits longest first, or what a search finds.

    A search by order number, phone, buyer or seller looks through all states.
    """
    parcels = parcels_of(user).select_related("order__submission", "order__shipping_address")
    if text:
        digits = "".join(sign for sign in text if sign.isdigit())
        found = Q(seller_name__icontains=text) | Q(
            order__shipping_address__first_name__icontains=text
        )
        if digits:
            phone = normalize_phone(text)
            found |= Q(order__number=digits) | Q(order__submission__phone=phone)
        return parcels.filter(found).order_by("-pk")
    order = "pk" if show == Show.TO_DO else "-pk"
    return parcels.filter(status__in=STATES[Show(show)]).order_by(order)


def count_parcels(user: Any) -> dict[str, int]:
    """Return how many parcels each filter holds, in one query."""
    counts = parcels_of(user).aggregate(
        **{
            show.name: models.Count("pk", filter=Q(status__in=states))
            for show, states in STATES.items()
        }
    )
    return {show.value: counts[show.name] for show in Show}


def read_row(parcel: ProducerOrder, unread: Collection[int] = ()) -> ParcelRow:
    """Return one parcel as a row; `unread` holds the keys of those not opened yet."""
    order: Order = parcel.order
    address = order.shipping_address
    return ParcelRow(
        pk=parcel.pk,
        number=order.number,
        placed_at=order.date_placed.astimezone(VIETNAM),
        seller_name=parcel.seller_name,
        buyer=address.first_name,
        phone=local_phone(order.submission.phone),
        place=", ".join(filter(None, (address.line2, address.line4))),
        state=parcel.status,
        status=parcel.get_status_display(),
        is_unread=parcel.pk in unread,
    )
