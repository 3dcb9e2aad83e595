"""Oscar's order screens; an order is read here, its producer orders have a page of their own."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from oscar.apps.dashboard.orders.views import OrderDetailView as UpstreamOrderDetailView
from oscar.apps.dashboard.orders.views import OrderListView as UpstreamOrderListView

from catalogue.spreadsheets import csv_response
from catalogue.text import normalize
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

    def save_note(self, request: HttpRequest, order: Order) -> HttpResponse:
        """Keep a remark; a second press keeps no second one."""
        latest = order.notes.filter(user=request.user.pk).order_by("-pk").first()
        typed = normalize(request.POST.get("message", ""))
        if latest is not None and latest.is_editable() and normalize(latest.message) == typed:
            messages.success(request, _("Note saved"))
            return self.reload_page(fragment="notes")
        return super().save_note(request, order)

    def delete_note(self, request: HttpRequest, order: Order) -> HttpResponse:
        """Take back a remark of the last minutes, whoever wrote it; what is older is history."""
        key = request.POST.get("note_id", "")
        found = order.notes.filter(pk=int(key)) if key.isdecimal() and len(key) < 10 else ()
        for note in found:
            if note.is_editable():
                return super().delete_note(request, order)
        messages.error(request, _("Note cannot be deleted"))
        return self.reload_page(fragment="notes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"receipt": read_receipt(self.object)}
