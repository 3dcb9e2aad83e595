"""A seller's orders by what is to be done next, with the day by which they leave the house."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypedDict

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.clock import VIETNAM, present_day
from shop.notices.events import NEW_ORDER
from shop.notices.reading import unread_subjects
from shop.order.messages.services import unread_counts
from shop.order.models import (
    Line,
    OrderMessage,
    ProducerOrder,
    ProducerOrderStatus,
    ProducerOrderTransition,
    ReturnRequest,
    Role,
)
from shop.order.states import AWAITING, CONFIRMED, NEW, PACKED, SHIPPED, step_label
from shop.partner.models import Partner
from shop.shipping.promise import ready_day
from shop.users.models import User

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

#: What still stands in the seller's house.
IN_THE_HOUSE = (NEW, CONFIRMED, PACKED)


class InboxTab(models.TextChoices):
    """The tabs of the inbox; the words are query-string values."""

    TO_CONFIRM = "cho-xac-nhan", gettext_lazy("To confirm")
    TO_PACK = "can-goi", gettext_lazy("To pack")
    TO_HAND_OVER = "can-giao", gettext_lazy("To hand over")
    MESSAGES = "tin-nhan", gettext_lazy("Unread messages")
    PROBLEMS = "truc-trac", gettext_lazy("Problems")
    ALL = "tat-ca", gettext_lazy("All orders")


_STATES: dict[str, ProducerOrderStatus] = {
    InboxTab.TO_CONFIRM: NEW,
    InboxTab.TO_PACK: CONFIRMED,
    InboxTab.TO_HAND_OVER: PACKED,
}
#: What the button on a card of the list does; handing over asks for more and stands on the page.
_NEXT_STEPS = {NEW: CONFIRMED, CONFIRMED: PACKED}


@dataclass(frozen=True)
class HandOverClock:
    """By which day in Vietnam a parcel is to leave, and how many days are left; fewer than 0 is late."""

    day: date
    days_left: int

    @property
    def is_late(self) -> bool:
        return self.days_left < 0

    @property
    def is_urgent(self) -> bool:
        return self.days_left <= 0

    def __str__(self) -> str:
        if self.is_late:
            n = -self.days_left
            return ngettext("%(n)d day late", "%(n)d days late", n) % {"n": n}
        if self.days_left == 0:
            return _("today at the latest")
        return ngettext("%(n)d day left", "%(n)d days left", self.days_left) % {"n": self.days_left}


@dataclass(frozen=True)
class OrderCard:
    """One order in the inbox; `next_step` is the status that its button sets, or empty."""

    pk: int
    number: str
    placed_at: datetime
    buyer: str
    place: str
    goods: tuple[str, ...]
    state: str
    status: str
    is_pickup: bool
    is_unread: bool
    unread_messages: int
    clock: HandOverClock | None
    next_step: str
    next_label: str


class Release(TypedDict):
    """What orders_of() adds: the moment from which the seller knew of it."""

    released_at: datetime


if TYPE_CHECKING:
    ReleasedOrder = WithAnnotations[ProducerOrder, Release]


def orders_of(partner: Partner) -> "QuerySet[ReleasedOrder]":
    """Return what a seller has been given to send, as released_orders() does."""
    return released_orders().filter(partner=partner)


def released_orders() -> "QuerySet[ReleasedOrder]":
    """Return what sellers may send, with the moment since when: once paid, not before."""
    released = ProducerOrderTransition.objects.filter(
        producer_order=OuterRef("pk"), before=AWAITING, after=NEW
    ).order_by("-pk")
    rows = ProducerOrder.objects.exclude(status=AWAITING)
    since = Coalesce(Subquery(released.values("at")[:1]), "order__date_placed")
    return rows.annotate(released_at=since)


def hand_over_clock(partner: Partner, released_at: datetime) -> HandOverClock:
    """Return by when an order is to leave that came in at that moment."""
    day = ready_day(partner, ordered_at=released_at)
    return HandOverClock(day, (day - present_day()).days)


def problems_of(partner: Partner) -> Q:
    """Return the condition of what has gone wrong: late in the house or on the way, or to come back."""
    open_orders = orders_of(partner).filter(status__in=IN_THE_HOUSE)
    late = [
        pk
        for pk, released_at in open_orders.values_list("pk", "released_at")
        if hand_over_clock(partner, released_at).is_late
    ]
    returns = ReturnRequest.objects.unsettled().filter(producer_order__partner=partner)
    return (
        Q(pk__in=late)
        | Q(status=SHIPPED, promised_until__lt=present_day())
        | Q(pk__in=returns.values("producer_order"))
    )


def select_orders(partner: Partner, tab: str) -> "QuerySet[ReleasedOrder]":
    """Return the orders of one tab: what is to be done longest waiting first, all newest first."""
    rows = orders_of(partner)
    if tab == InboxTab.ALL:
        return rows.order_by("-pk")
    if tab == InboxTab.MESSAGES:
        return rows.filter(pk__in=_with_unread_messages(partner)).order_by("pk")
    if tab == InboxTab.PROBLEMS:
        return rows.filter(problems_of(partner)).order_by("pk")
    return rows.filter(status=_STATES[tab]).order_by("released_at", "pk")


def count_orders(partner: Partner) -> dict[str, int]:
    """Return how many orders each tab holds."""
    wanted = {tab: Count("pk", filter=Q(status=state)) for tab, state in _STATES.items()} | {
        InboxTab.MESSAGES: Count("pk", filter=Q(pk__in=_with_unread_messages(partner))),
        InboxTab.PROBLEMS: Count("pk", filter=problems_of(partner)),
        InboxTab.ALL: Count("pk"),
    }
    counts = orders_of(partner).aggregate(**{InboxTab(tab).name: n for tab, n in wanted.items()})
    return {tab.value: counts[tab.name] for tab in InboxTab}


def _with_unread_messages(partner: Partner) -> "QuerySet[OrderMessage, int]":
    """Return the keys of orders whose buyer has written what nobody has opened yet."""
    rows = OrderMessage.objects.unread_by(Role.SELLER).filter(producer_order__partner=partner)
    return rows.order_by().values_list("producer_order", flat=True)


def order_cards(rows: "QuerySet[ReleasedOrder]", partner: Partner, user: User) -> list[OrderCard]:
    """Return the cards of these orders, in the same number of queries for any number."""
    own = Line.objects.filter(partner=partner).order_by("pk")
    unread = unread_subjects(user, NEW_ORDER).filter(about=OuterRef("pk"))
    with_order = rows.select_related("order__shipping_address")
    with_lines = with_order.prefetch_related(Prefetch("order__lines", queryset=own))
    orders = list(with_lines.annotate(is_unread=Exists(unread)))
    messages = unread_counts([row.pk for row in orders], Role.SELLER)
    return [
        _card(
            row,
            partner,
            is_unread=row.is_unread and row.status == NEW,
            unread_messages=messages.get(row.pk, 0),
        )
        for row in orders
    ]


def _card(
    row: "ReleasedOrder", partner: Partner, *, is_unread: bool, unread_messages: int
) -> OrderCard:
    order, address = row.order, row.order.shipping_address
    status = ProducerOrderStatus(row.status)
    return OrderCard(
        pk=row.pk,
        number=order.number,
        placed_at=order.date_placed.astimezone(VIETNAM),
        buyer=address.first_name if address else "",
        place=", ".join(filter(None, (address.line2, address.line4))) if address else "",
        goods=tuple(f"{line.quantity} × {line.title}" for line in order.lines.all()),
        state=status.value,
        status=row.status_label,
        is_pickup=row.is_pickup,
        is_unread=is_unread,
        unread_messages=unread_messages,
        clock=hand_over_clock(partner, row.released_at) if status in IN_THE_HOUSE else None,
        next_step=_NEXT_STEPS.get(status, ""),
        next_label=str(step_label(_NEXT_STEPS[status], is_pickup=row.is_pickup))
        if status in _NEXT_STEPS
        else "",
    )
