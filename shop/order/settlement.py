"""What a buyer owes, in whole đồng: for a producer order, an order, or many.

Cancelled producer orders, and their delivery, are not owed. Pages, e-mails and figures all ask here.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Sum

from shop.order.models import Line, Order, ProducerOrder
from shop.order.states import CANCELLED

#: What amount_due() reads of an order; fetch it with the orders of a list.
DUE_READS = ("producer_orders", "lines")


@dataclass(frozen=True, slots=True)
class SellerAmount:
    """One producer order: goods and delivery as ordered, and what was cancelled of it."""

    producer_order: int
    partner: int
    goods: int
    delivery: int
    cancelled: int

    @property
    def ordered(self) -> int:
        """Return what it cost when it was ordered, delivery included."""
        return self.goods + self.delivery

    @property
    def due(self) -> int:
        """Return what the buyer owes for it."""
        return self.ordered - self.cancelled


@dataclass(frozen=True, slots=True)
class AmountDue:
    """An order: what was ordered, delivery included, and what became of it seller by seller."""

    ordered: int
    sellers: tuple[SellerAmount, ...]

    @property
    def cancelled(self) -> int:
        """Return the worth of the cancelled producer orders."""
        return sum(seller.cancelled for seller in self.sellers)

    @property
    def due(self) -> int:
        """Return what the buyer owes for the order."""
        return self.ordered - self.cancelled


def amount_due(
    order: Order,
    *,
    producer_orders: Iterable[ProducerOrder] | None = None,
    lines: Iterable[Line] | None = None,
) -> AmountDue:
    """Return what the buyer of an order owes.

    Without a query where the order was read with DUE_READS, or its producer orders and lines are given.
    """
    goods: defaultdict[int | None, int] = defaultdict(int)
    for line in order.lines.all() if lines is None else lines:
        goods[line.partner_id] += int(line.line_price_incl_tax)
    sellers = []
    for producer_order in (
        order.producer_orders.all() if producer_orders is None else producer_orders
    ):
        worth, delivery = goods[producer_order.partner_id], int(producer_order.shipping_cost)
        cancelled = worth + delivery if producer_order.status == CANCELLED else 0
        sellers.append(
            SellerAmount(producer_order.pk, producer_order.partner_id, worth, delivery, cancelled)
        )
    return AmountDue(int(order.total_incl_tax), tuple(sellers))


def total_due(orders: QuerySet[Order]) -> int:
    """Return what the buyers of these orders owe together.

    Only orders with a cancelled producer order are looked at one by one: of the others all is owed.
    """
    ordered = orders.aggregate(sum=Sum("total_incl_tax"))["sum"] or 0
    cancelled = ProducerOrder.objects.filter(order=OuterRef("pk"), status=CANCELLED)
    touched = orders.filter(Exists(cancelled)).prefetch_related(*DUE_READS)
    return int(ordered) - sum(amount_due(order).cancelled for order in touched)
