"""What a buyer owes, in whole đồng: for a producer order, an order, or many.

Cancelled and returned producer orders, and their delivery, are not owed, nor what was refunded of
the others. Pages, e-mails and figures all ask here.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from shop.order.models import Line, Order, ProducerOrder
from shop.order.states import CANCELLED, RETURNED

#: What amount_due() reads of an order; fetch it with the orders of a list.
DUE_READS = ("producer_orders", "lines")
#: What of a line it reads.
LINE_READS = ("order", "partner", "line_price_incl_tax", "line_price_before_discounts_incl_tax")


@dataclass(frozen=True, slots=True)
class SellerAmount:
    """One producer order: goods and delivery as ordered, what was cancelled or came back of it.

    `refunded` is what its buyer has got back, also of what was cancelled or came back. Goods and
    delivery are what they cost with promotions; `discount` is what those took off both,
    `shop_discount` the part of it that the shop bears. `borne` is what the seller pays the carrier
    for a delivery that is free to the buyer; nobody owes it.
    """

    producer_order: int
    partner: int
    goods: int
    delivery: int
    cancelled: int
    returned: int = 0
    refunded: int = 0
    borne: int = 0
    discount: int = 0
    shop_discount: int = 0

    @property
    def ordered(self) -> int:
        """Return what it cost when it was ordered, delivery included."""
        return self.goods + self.delivery

    @property
    def due(self) -> int:
        """Return what the buyer owes for it."""
        return self.ordered - max(self.cancelled, self.returned, self.refunded)

    @property
    def reduced(self) -> int:
        """Return what was refunded of it, where it was neither cancelled nor came back whole."""
        return 0 if self.cancelled or self.returned else self.ordered - self.due

    @property
    def added_by_shop(self) -> int:
        """Return what the shop adds for its promotions, as far as the goods stay with the buyer."""
        return self.shop_discount * self.due // self.ordered if self.ordered else 0

    @property
    def due_to_seller(self) -> int:
        """Return what the seller is to get, commissions apart: what the buyer pays and the shop adds."""
        return self.due + self.added_by_shop


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
    def returned(self) -> int:
        """Return the worth of the producer orders that came back whole."""
        return sum(seller.returned for seller in self.sellers)

    @property
    def reduced(self) -> int:
        """Return what was refunded of goods that were neither cancelled nor came back whole."""
        return self.ordered - self.cancelled - self.returned - self.due

    @property
    def due(self) -> int:
        """Return what the buyer owes for the order."""
        return self.ordered - sum(seller.ordered - seller.due for seller in self.sellers)


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
    off: defaultdict[int | None, int] = defaultdict(int)
    for line in order.lines.all() if lines is None else lines:
        goods[line.partner_id] += int(line.line_price_incl_tax)
        off[line.partner_id] += discount_of(line)
    sellers = []
    for producer_order in (
        order.producer_orders.all() if producer_orders is None else producer_orders
    ):
        worth, delivery = goods[producer_order.partner_id], int(producer_order.shipping_cost)
        whole, status = worth + delivery, producer_order.status
        sellers.append(
            SellerAmount(
                producer_order=producer_order.pk,
                partner=producer_order.partner_id,
                goods=worth,
                delivery=delivery,
                cancelled=whole if status == CANCELLED else 0,
                returned=whole if status == RETURNED else 0,
                refunded=int(producer_order.refunded),
                borne=int(producer_order.shipping_borne),
                discount=off[producer_order.partner_id] + int(producer_order.delivery_discount),
                shop_discount=int(producer_order.shop_discount),
            )
        )
    return AmountDue(int(order.total_incl_tax), tuple(sellers))


def discount_of(line: Line) -> int:
    """Return what promotions took off a line, in whole đồng."""
    return int(line.line_price_before_discounts_incl_tax - line.line_price_incl_tax)


def total_due(orders: QuerySet[Order]) -> int:
    """Return what the buyers of these orders owe together.

    Only orders of which something was cancelled, came back or was refunded are looked at one by one:
    of the others all is owed.
    """
    ordered = orders.aggregate(sum=Sum("total_incl_tax"))["sum"] or 0
    changed = ProducerOrder.objects.filter(
        Q(status__in=[CANCELLED, RETURNED]) | Q(refunded__gt=0), order=OuterRef("pk")
    )
    amounts = map(amount_due, orders.filter(Exists(changed)).prefetch_related(*DUE_READS))
    return int(ordered) - sum(amount.ordered - amount.due for amount in amounts)
