"""A person's orders as plain rows."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from catalogue.clock import VIETNAM
from shop.order.links import order_path, order_token
from shop.order.models import Order, OrderStatus, Role
from shop.order.states import CANCELLED, may_follow


@dataclass(frozen=True)
class ParcelRow:
    """How far one seller's parcel is."""

    seller: str
    state: str
    status: str


@dataclass(frozen=True)
class OrderRow:
    """One order of the list; money in whole đồng, `due` without what was cancelled.

    `cancel_url` is empty when it is too late.
    """

    number: str
    placed_at: datetime
    state: str
    status: str
    parcels: tuple[ParcelRow, ...]
    items: int
    total: int
    due: int
    url: str
    receipt_url: str
    reorder_url: str
    cancel_url: str


def read_row(order: Order) -> OrderRow:
    """Return one order as a row; its parcels, lines and `items` have been fetched with it."""
    token = {"token": order_token(order)}
    parcels = order.producer_orders.all()
    can_cancel = any(may_follow(parcel.status, CANCELLED, Role.BUYER) for parcel in parcels)
    return OrderRow(
        number=order.number,
        placed_at=order.date_placed.astimezone(VIETNAM),
        state=order.status or OrderStatus.NEW.value,
        status=str(order.status_label),
        parcels=tuple(
            ParcelRow(parcel.seller_name, parcel.status, parcel.get_status_display())
            for parcel in parcels
        ),
        items=order.items or 0,
        total=int(order.total_incl_tax),
        due=order.due,
        url=order_path(order),
        receipt_url=reverse("orders:receipt", kwargs=token),
        reorder_url=reverse("orders:reorder", kwargs=token),
        cancel_url=reverse("orders:cancel", kwargs=token) if can_cancel else "",
    )
