"""Oscar's order screens; an order is read here, its producer orders have a page of their own."""

from typing import Any

from django.db.models import QuerySet
from oscar.apps.dashboard.orders.views import OrderDetailView as UpstreamOrderDetailView
from oscar.apps.dashboard.orders.views import OrderListView as UpstreamOrderListView

from shop.order.models import Order
from shop.order.receipt import read_receipt
from shop.order.settlement import DUE_READS, amount_due


class OrderListView(UpstreamOrderListView):
    """Orders with what is left of each to pay."""

    def get_queryset(self) -> QuerySet[Order]:
        """Bring along what the sums are made of."""
        return super().get_queryset().prefetch_related(*DUE_READS)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add each order of the page with its amount."""
        context = super().get_context_data(**kwargs)
        amounts = [(order, amount_due(order)) for order in context["orders"]]
        return context | {"amounts": amounts}


class OrderDetailView(UpstreamOrderDetailView):
    """Takes notes of the shop's people; states and sums follow from what was done and ordered."""

    order_actions = ("save_note", "delete_note")  # type: ignore[assignment]  # upstream has four
    line_actions = ()  # type: ignore[assignment]  # upstream has three

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"receipt": read_receipt(self.object)}
