"""What orders bring in, for the figures of the back office."""

from django.db.models import Exists, OuterRef, QuerySet, Sum

from shop.order.models import Line, Order, ProducerOrder
from shop.order.states import CANCELLED


def takings(orders: QuerySet[Order]) -> int:
    """Return what the buyers of these orders pay, in whole đồng; cancelled parcels are left out."""
    gone = ProducerOrder.objects.filter(status=CANCELLED, order__in=orders)
    theirs = gone.filter(order=OuterRef("order"), partner=OuterRef("partner"))
    goods = Line.objects.filter(Exists(theirs))
    ordered = orders.aggregate(sum=Sum("total_incl_tax"))["sum"] or 0
    lost = goods.aggregate(sum=Sum("line_price_incl_tax"))["sum"] or 0
    return int(ordered - lost - (gone.aggregate(sum=Sum("shipping_cost"))["sum"] or 0))
