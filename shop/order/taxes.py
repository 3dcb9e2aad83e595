"""The VAT within an order: worked out for a quote, kept with lines and parcels, read back for pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from shop.order.models import Line, OrderLineSnapshot, ProducerOrder
from shop.order.states import CANCELLED, RETURNED
from shop.partner.tax import (
    AppliedRate,
    TaxedAmount,
    applied_rate,
    class_of,
    contain_tax,
    delivery_rate,
    sum_by_rate,
)
from shop.payment.models import RefundItem, RefundStatus
from shop.shipping.methods import QuotedParcel


@dataclass(frozen=True)
class ParcelTax:
    """What one seller's goods and delivery contain; `lines` by the key of the basket's line."""

    partner: int
    lines: Mapping[int, TaxedAmount]
    delivery: TaxedAmount

    @property
    def parts(self) -> tuple[TaxedAmount, ...]:
        """Return every part, the delivery last."""
        return (*self.lines.values(), self.delivery)

    @property
    def tax(self) -> int:
        """Return the tax of all parts together."""
        return sum(part.tax for part in self.parts)


def tax_parcel(parcel: QuotedParcel, *, on: date) -> ParcelTax:
    """Return the VAT within what one seller sends, by the law of that day; raises NoTaxRate."""
    parts = [
        (applied_rate(class_of(line.stockrecord, line.product), on), line.pays)
        for line in parcel.lines
    ]
    *lines, delivery = contain_tax([*parts, (delivery_rate(parcel.partner, on), parcel.price)])
    keys = [line.pk for line in parcel.lines]
    return ParcelTax(parcel.partner.pk, dict(zip(keys, lines, strict=True)), delivery)


def tax_of_line(line: Line) -> TaxedAmount | None:
    """Return what was kept with a line; None in orders of before taxes were kept."""
    kept: OrderLineSnapshot | None = getattr(line, "snapshot", None)
    if kept is None or kept.tax is None:
        return None
    rate = AppliedRate(kept.tax_class, kept.tax_percent)
    return TaxedAmount(rate, int(line.line_price_incl_tax), int(kept.tax))


def tax_of_delivery(producer_order: ProducerOrder) -> TaxedAmount | None:
    """Return what was kept with a parcel's delivery; None in orders of before taxes were kept."""
    if producer_order.shipping_tax is None:
        return None
    rate = AppliedRate(producer_order.shipping_tax_class, producer_order.shipping_tax_percent)
    return TaxedAmount(rate, int(producer_order.shipping_cost), int(producer_order.shipping_tax))


def share_of(part: TaxedAmount, taken: int) -> TaxedAmount:
    """Return the tax within a part of an amount that is taken back.

    The whole takes its whole tax; of several steps each is the difference of two such shares, so
    that they come to the tax to the đồng.
    """
    if not part.amount:
        return TaxedAmount(part.rate, 0, 0)
    tax = (2 * part.tax * taken + part.amount) // (2 * part.amount)
    return TaxedAmount(part.rate, taken, tax)


def less(part: TaxedAmount, taken: TaxedAmount) -> TaxedAmount:
    """Return what is left of a part."""
    return TaxedAmount(part.rate, part.amount - taken.amount, part.tax - taken.tax)


class TakenBack(NamedTuple):
    """What went back of a line: whole đồng, and pieces that were given back for their money."""

    amount: int = 0
    pieces: int = 0


def taken_back(
    producer_orders: Iterable[ProducerOrder],
) -> dict[tuple[int, int | None], TakenBack]:
    """Return what went back of the lines (no line: the delivery) of kept parcels.

    One query, and none where nothing was refunded. Of parcels that were cancelled or came back all
    is taken back, whatever was paid for them: ask their status.
    """
    refunded = [row.pk for row in producer_orders if row.refunded]
    sums: dict[tuple[int, int | None], TakenBack] = {}
    if refunded:
        items = RefundItem.objects.filter(
            producer_order__in=refunded, refund__status=RefundStatus.SENT
        )
        for item in items:
            key = item.producer_order_id, item.line_id
            before = sums.get(key, TakenBack())
            sums[key] = TakenBack(before.amount + int(item.amount), before.pieces + item.quantity)
    return sums


def taxes_owed(
    producer_orders: Iterable[ProducerOrder], lines: Iterable[Line]
) -> tuple[TaxedAmount, ...]:
    """Return the VAT by rate within what is owed of an order; empty where a part was not kept."""
    kept = [row for row in producer_orders if row.status not in (CANCELLED, RETURNED)]
    back, goods = taken_back(kept), list(lines)
    parts: list[TaxedAmount | None] = []
    for row in kept:
        own = [(line.pk, tax_of_line(line)) for line in goods if line.partner_id == row.partner_id]
        for key, part in [*own, (None, tax_of_delivery(row))]:
            taken = back.get((row.pk, key), TakenBack()).amount
            parts.append(part and less(part, share_of(part, min(taken, part.amount))))
    return sum_by_rate(all_known(parts))


def net_price(price: Decimal, part: TaxedAmount | None) -> Decimal:
    """Return a price of one piece without its tax, as Oscar stores it: two digits."""
    if part is None or not part.amount:
        return price
    return (price * part.net / part.amount).quantize(Decimal("0.01"))


def all_known(parts: Iterable[TaxedAmount | None]) -> list[TaxedAmount]:
    """Return the parts, or none at all where one was not kept: half a sum would be a wrong one."""
    known = list(parts)
    return [] if None in known else [part for part in known if part is not None]
