"""Oscar's order screens; an order is read here, its parcels are moved at the parcel desk."""

from oscar.apps.dashboard.orders.views import *  # noqa: F403
from oscar.apps.dashboard.orders.views import OrderDetailView as UpstreamOrderDetailView


class OrderDetailView(UpstreamOrderDetailView):
    """Takes notes of the shop's people; states and sums follow from what was done and ordered."""

    order_actions = ("save_note", "delete_note")
    line_actions = ()
