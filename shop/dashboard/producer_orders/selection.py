"""Producer orders as the dashboard shows them: whose they are, what needs doing, plain rows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from catalogue.clock import VIETNAM
from catalogue.text import question
from shop.notices.events import NEW_ORDER
from shop.notices.reading import unread_subjects
from shop.order.models import Order, ProducerOrder, Role
from shop.order.states import (
    AWAITING,
    CANCELLED,
    CONFIRMED,
    DELIVERED,
    NEW,
    PACKED,
    RETURNED,
    SHIPPED,
)
from shop.partner.access import visible_rows, works_for
from shop.users.models import User
from shop.users.phone import local_phone, normalize_phone


class ProducerOrderFilter(models.TextChoices):
    TO_DO = "can-lam", _("To do")
    ON_THE_WAY = "dang-giao", _("On the way")
    DELIVERED = "da-giao", _("Delivered")
    ENDED = "huy-hoan", _("Cancelled or returned")


STATES = {
    ProducerOrderFilter.TO_DO: (NEW, CONFIRMED, PACKED),
    ProducerOrderFilter.ON_THE_WAY: (SHIPPED,),
    ProducerOrderFilter.DELIVERED: (DELIVERED,),
    ProducerOrderFilter.ENDED: (CANCELLED, RETURNED),
}


@dataclass(frozen=True)
class ProducerOrderRow:
    """One producer order of the list."""

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


def unread_of(user: User) -> set[int]:
    """Return the keys of new producer orders that this account has not opened yet."""
    unread = unread_subjects(user, NEW_ORDER)
    new = producer_orders_of(user).filter(status=NEW, pk__in=unread.values("about"))
    return set(new.values_list("pk", flat=True))


def producer_orders_of(user: User) -> QuerySet[ProducerOrder]:
    """Return the producer orders a person may see: the shop's staff all, sellers their own once paid."""
    rows = ProducerOrder.objects.all()
    if not user.has_perm("order.view_order"):
        rows = rows.exclude(status=AWAITING)
    return visible_rows(rows, user, sees_all="order.view_order")


def role_of(user: User, producer_order: ProducerOrder) -> str:
    """Return as whom a person may change a producer order; empty for one who may only look."""
    if works_for(user, producer_order.partner):
        return Role.SELLER
    return Role.STAFF if user.has_perm("order.change_order") else ""


def select_producer_orders(user: User, *, show: str, text: str) -> QuerySet[ProducerOrder]:
    """Return the producer orders of one filter, the longest waiting first, or a search's result.

    A search by order number, phone, buyer or seller looks through all states.
    """
    producer_orders = producer_orders_of(user).select_related(
        "order__submission", "order__shipping_address"
    )
    text = question(text)
    if text:
        digits = "".join(character for character in text if character.isdecimal())
        matches = Q(seller_name__icontains=text) | Q(
            order__shipping_address__first_name__icontains=text
        )
        if digits:
            phone = normalize_phone(text)
            matches |= Q(order__number=digits) | Q(order__submission__phone=phone)
            matches |= Q(order__submission__buyer_phone=phone)
        return producer_orders.filter(matches).order_by("-pk")
    order = "pk" if show == ProducerOrderFilter.TO_DO else "-pk"
    return producer_orders.filter(status__in=STATES[ProducerOrderFilter(show)]).order_by(order)


def count_producer_orders(user: User) -> dict[str, int]:
    """Return how many producer orders each filter holds, in one query."""
    counts = producer_orders_of(user).aggregate(
        **{
            show.name: models.Count("pk", filter=Q(status__in=states))
            for show, states in STATES.items()
        }
    )
    return {show.value: counts[show.name] for show in ProducerOrderFilter}


def read_row(producer_order: ProducerOrder, unread: Collection[int] = ()) -> ProducerOrderRow:
    """Return one producer order as a row; `unread` holds the keys of those not opened yet."""
    order: Order = producer_order.order
    address = order.shipping_address
    return ProducerOrderRow(
        pk=producer_order.pk,
        number=order.number,
        placed_at=order.date_placed.astimezone(VIETNAM),
        seller_name=producer_order.seller_name,
        buyer=address.first_name if address else "",
        phone=local_phone(order.submission.phone),
        place=", ".join(filter(None, (address.line2, address.line4))) if address else "",
        state=producer_order.status,
        status=producer_order.status_label,
        is_unread=producer_order.pk in unread,
    )
