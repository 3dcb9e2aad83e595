"""A person's orders as plain rows."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from catalogue.clock import VIETNAM
from shop.order.links import order_path, order_token, pay_path
from shop.order.models import Order, OrderStatus, Role
from shop.order.settlement import amount_due
from shop.order.states import CANCELLED, may_follow
from shop.payment.models import PaymentStatus


@dataclass(frozen=True)
class SellerStatus:
    """How far one seller is with the order."""

    seller: str
    state: str
    status: str


@dataclass(frozen=True)
class OrderRow:
    """One order of the list; money in whole đồng, `due` without what was cancelled.

    `cancel_url` is empty when it is too late, `pay_url` where no payment is awaited.
    """

    number: str
    placed_at: datetime
    state: str
    status: str
    producer_orders: tuple[SellerStatus, ...]
    items: int
    total: int
    due: int
    url: str
    receipt_url: str
    reorder_url: str
    cancel_url: str
    payment_state: str
    payment: str
    pay_url: str


def read_row(order: Order, *, items: int) -> OrderRow:
    """Return one order of so many items as a row; DUE_READS have been fetched with it."""
    token = {"token": order_token(order)}
    producer_orders, amount = order.producer_orders.all(), amount_due(order)
    can_cancel = any(
        may_follow(producer_order.status, CANCELLED, Role.BUYER)
        for producer_order in producer_orders
    )
    return OrderRow(
        number=order.number,
        placed_at=order.date_placed.astimezone(VIETNAM),
        state=order.status or OrderStatus.NEW.value,
        status=str(order.status_label),
        producer_orders=tuple(
            SellerStatus(
                producer_order.seller_name,
                producer_order.status,
                producer_order.status_label,
            )
            for producer_order in producer_orders
        ),
        items=items,
        total=amount.ordered,
        due=amount.due,
        url=order_path(order),
        receipt_url=reverse("orders:receipt", kwargs=token),
        reorder_url=reverse("orders:reorder", kwargs=token),
        cancel_url=reverse("orders:cancel", kwargs=token) if can_cancel else "",
        payment_state=order.payment.status,
        payment=order.payment.get_status_display(),
        pay_url=pay_path(order) if order.payment.status == PaymentStatus.AWAITING else "",
    )
