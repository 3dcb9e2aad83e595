"""Oscar's order screens; an order is read here, its producer orders have a page of their own."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from oscar.apps.dashboard.orders.views import OrderDetailView as UpstreamOrderDetailView
from oscar.apps.dashboard.orders.views import OrderListView as UpstreamOrderListView

from catalogue.spreadsheets import csv_response
from shop.dashboard.orders.forms import OrderSearchForm
from shop.order.models import Order
from shop.order.receipt import read_receipt
from shop.order.settlement import DUE_READS, amount_due


class OrderListView(UpstreamOrderListView):
    """Orders with what is left of each to pay, as a page and as a table to take away."""

    form_class = OrderSearchForm
    actions = ("download_selected_orders",)  # type: ignore[assignment]  # states follow from parcels

    def get_queryset(self) -> QuerySet[Order]:
        """Bring along what the sums are made of."""
        orders = super().get_queryset().prefetch_related(*DUE_READS)
        return orders.select_related("user", "shipping_address", "payment", "submission")

    def download_selected_orders(
        self, request: HttpRequest, orders: Iterable[Order]
    ) -> StreamingHttpResponse:
        """Return the orders as CSV: whole đồng, days and states as people read them."""
        headings = (
            _("Order number"),
            _("Date of purchase"),
            _("Status"),
            _("Pieces"),
            _("Ordered for (đồng)"),
            _("To pay (đồng)"),
            _("Way of paying"),
            _("Payment"),
            _("Recipient"),
            _("E-mail"),
        )
        return csv_response("don-hang.csv", chain([headings], map(_row, orders)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add each order of the page with its amount."""
        context = super().get_context_data(**kwargs)
        amounts = [(order, amount_due(order)) for order in context["orders"]]
        return context | {"amounts": amounts}


def _row(order: Order) -> tuple[object, ...]:
    amount, address = amount_due(order), order.shipping_address
    return (
        order.number,
        f"{localtime(order.date_placed):%d/%m/%Y %H:%M}",
        order.status_label,
        sum(line.quantity for line in order.lines.all()),
        amount.ordered,
        amount.due,
        order.submission.payment_label_of(order.payment.method),
        order.payment.get_status_display(),
        address.name if address else "",
        order.email,
    )


class OrderDetailView(UpstreamOrderDetailView):
    """Takes notes of the shop's people; states and sums follow from what was done and ordered."""

    order_actions = ("save_note", "delete_note")  # type: ignore[assignment]  # upstream has four
    line_actions = ()  # type: ignore[assignment]  # upstream has three

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"receipt": read_receipt(self.object)}
