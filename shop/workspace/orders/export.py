"""A seller's orders of some days as a table, one row each, and their goods, one row each."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from catalogue.clock import VIETNAM
from shop.order.models import Line, ProducerOrder
from shop.order.settlement import amount_due
from shop.partner.models import Partner
from shop.users.phone import local_phone
from shop.workspace.orders.inbox import orders_of
from theme.formats import clock_date

#: Orders of one file.
MAX_EXPORTED = 5_000


def orders_between(partner: Partner, first: date, last: date) -> "QuerySet[ProducerOrder]":
    """Return what a seller was given from the first to the last day in Vietnam, oldest first."""
    start = datetime.combine(first, time.min, tzinfo=VIETNAM)
    end = datetime.combine(last + timedelta(days=1), time.min, tzinfo=VIETNAM)
    rows = orders_of(partner).filter(released_at__gte=start, released_at__lt=end)
    read = rows.select_related(
        "order__shipping_address", "order__submission", "order__payment"
    ).prefetch_related(
        "parcels",
        "order__producer_orders",
        Prefetch("order__lines", queryset=Line.objects.select_related("snapshot").order_by("pk")),
    )
    return read.order_by("released_at", "pk")[:MAX_EXPORTED]


def order_rows(rows: "QuerySet[ProducerOrder]") -> Iterator[list[Any]]:
    """Return the headings, then a row for each order; sums are whole đồng."""
    yield [
        *(_("Order"), _("Ordered at"), _("Status"), _("Recipient"), _("Phone"), _("Address")),
        *(_("Commune"), _("Province"), _("Goods"), _("Worth of goods"), _("Delivery cost")),
        *(_("Promotions"), _("You are to get"), _("Payment"), _("Tracking number")),
    ]
    for row in rows:
        order, address = row.order, row.order.shipping_address
        lines = own_lines(row)
        sums = next(s for s in amount_due(order).sellers if s.producer_order == row.pk)
        yield [
            order.number,
            clock_date(order.date_placed),
            row.status_label,
            address.first_name if address else "",
            local_phone(order.submission.phone),
            address.line1 if address else "",
            address.line2 if address else "",
            address.line4 if address else "",
            "; ".join(f"{line.quantity} × {line.title}" for line in lines),
            sum(int(line.line_price_before_discounts_incl_tax) for line in lines),
            sums.delivery + int(row.delivery_discount),
            -sums.discount,
            sums.due_to_seller,
            order.submission.payment_label_of(order.payment.method),
            ", ".join(filter(None, (parcel.tracking_number for parcel in row.parcels.all()))),
        ]


def line_rows(rows: "QuerySet[ProducerOrder]") -> Iterator[list[Any]]:
    """Return the headings, then a row for each line of goods."""
    yield [
        *(_("Order"), _("Status"), _("Product"), _("Unit"), _("Quantity")),
        *(_("Price"), _("Amount")),
    ]
    for row in rows:
        for line in own_lines(row):
            promised = getattr(line, "snapshot", None)
            yield [
                row.order.number,
                row.status_label,
                line.title,
                promised.unit if promised else "",
                line.quantity,
                int(line.unit_price_incl_tax or 0),
                int(line.line_price_before_discounts_incl_tax),
            ]


def own_lines(row: ProducerOrder) -> list[Line]:
    """Return the lines of this seller; the order may hold others'."""
    return [line for line in row.order.lines.all() if line.partner_id == row.partner_id]
