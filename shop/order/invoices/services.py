"""Writing invoices down, in the transaction that makes them due: no provider is asked here.

Each function looks at what is so by now and writes what is missing, so it may be called twice.
Callers hold the lock of the order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Sum
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.clock import VIETNAM, now
from shop.order.models import (
    EInvoice,
    EInvoiceItem,
    EInvoiceKind,
    Line,
    ProducerOrder,
)
from shop.order.states import RETURNED
from shop.order.taxes import TakenBack, share_of, taken_back, tax_of_delivery, tax_of_line
from shop.partner.tax import (
    TaxedAmount,
    applied_rate,
    class_of,
    contain_tax,
    delivery_rate,
)

#: The law's language, whoever presses the button.
LANGUAGE = "vi"


@dataclass(frozen=True)
class SoldPart:
    """A line, or the delivery (no line), as it was sold."""

    line: int | None
    title: str
    unit: str
    quantity: int
    taxed: TaxedAmount


@transaction.atomic
def follow_delivered(producer_orders: Iterable[ProducerOrder]) -> None:
    """Write down the invoice of each parcel that was handed over, and what was given back before."""
    for producer_order in producer_orders:
        write_sale(producer_order=producer_order)
        write_adjustment(producer_order=producer_order)


@transaction.atomic
def follow_taken_back(producer_orders: Iterable[ProducerOrder]) -> None:
    """Adjust the invoices of parcels that came back or of which money went back, or did not arrive.

    A parcel that came back undelivered has no invoice, and needs none.
    """
    for producer_order in producer_orders:
        write_adjustment(producer_order=producer_order)


def write_sale(*, producer_order: ProducerOrder) -> EInvoice:
    """Return the invoice of a producer order, written down the first time."""
    earlier = EInvoice.objects.filter(producer_order=producer_order, sequence=0).first()
    if earlier is not None:
        return earlier
    parts = [part for part in read_sold(producer_order) if part.taxed.amount or part.line]
    invoice = EInvoice.objects.create(
        producer_order=producer_order,
        partner_id=producer_order.partner_id,
        kind=EInvoiceKind.SALE,
        created_at=now(),
        amount=sum(part.taxed.amount for part in parts),
        tax=sum(part.taxed.tax for part in parts),
    )
    _write_items(invoice, parts)
    return invoice


def write_adjustment(*, producer_order: ProducerOrder) -> EInvoice | None:
    """Write down what changed since the last invoice of a producer order; None if nothing did.

    What is taken back stands there negative; money that went back and did not arrive, positive.
    """
    sale = EInvoice.objects.filter(producer_order=producer_order, sequence=0).first()
    if sale is None:
        return None
    changes = list(_changes(producer_order, read_sold(producer_order)))
    if not changes:
        return None
    others = EInvoice.objects.filter(producer_order=producer_order)
    last = others.aggregate(last=Max("sequence"))["last"] or 0
    invoice = EInvoice.objects.create(
        producer_order=producer_order,
        partner_id=producer_order.partner_id,
        kind=EInvoiceKind.ADJUSTMENT,
        sequence=last + 1,
        adjusts=sale,
        created_at=now(),
        amount=sum(change.taxed.amount for change in changes),
        tax=sum(change.taxed.tax for change in changes),
    )
    _write_items(invoice, changes)
    return invoice


def read_sold(producer_order: ProducerOrder) -> list[SoldPart]:
    """Return what was sold, by the tax kept with the order."""
    lines = list(
        Line.objects.filter(order=producer_order.order_id, partner=producer_order.partner_id)
        .select_related("snapshot", "stockrecord__partner", "product")
        .order_by("pk")
    )
    with translation.override(LANGUAGE):
        delivery = _("Delivery")
    taxed = _taxed(producer_order, lines)
    parts = [
        SoldPart(
            line=line.pk,
            title=line.title,
            unit=line.snapshot.unit if hasattr(line, "snapshot") else "",
            quantity=line.quantity,
            taxed=part,
        )
        for line, part in zip(lines, taxed, strict=False)
    ]
    return [*parts, SoldPart(None, delivery, "", 1, taxed[-1])]


def _taxed(producer_order: ProducerOrder, lines: Sequence[Line]) -> list[TaxedAmount]:
    """Return lines and delivery with their tax; an order of before takes the law of its day."""
    kept = [*map(tax_of_line, lines), tax_of_delivery(producer_order)]
    known = [part for part in kept if part is not None]
    if len(known) == len(kept):
        return known
    day = producer_order.order.date_placed.astimezone(VIETNAM).date()
    delivery = delivery_rate(producer_order.partner, day)
    return contain_tax(
        [
            *(
                (
                    applied_rate(class_of(line.stockrecord, line.product), day)
                    if line.stockrecord and line.product
                    else delivery,
                    int(line.line_price_incl_tax),
                )
                for line in lines
            ),
            (delivery, int(producer_order.shipping_cost)),
        ]
    )


def _changes(producer_order: ProducerOrder, parts: Sequence[SoldPart]) -> Iterable[SoldPart]:
    """What each part has to change by, so that all invoices together say what is so now."""
    adjusted = _adjusted(producer_order)
    is_back = producer_order.status == RETURNED
    back = {} if is_back else taken_back([producer_order])
    for part in parts:
        whole = part.taxed
        went = back.get((producer_order.pk, part.line), TakenBack())
        taken = whole if is_back else share_of(whole, min(went.amount, whole.amount))
        quantity = part.quantity if is_back else went.pieces
        before = adjusted.get(part.line, (0, 0, 0))
        change = TaxedAmount(whole.rate, -taken.amount - before[0], -taken.tax - before[1])
        if change.amount or change.tax:
            count = 0 if part.line is None else -min(quantity, part.quantity) - before[2]
            yield SoldPart(part.line, part.title, part.unit, count, change)


def _adjusted(producer_order: ProducerOrder) -> dict[int | None, tuple[int, int, int]]:
    """Return what earlier adjustments say of each line: amount, tax and pieces, all signed."""
    items = EInvoiceItem.objects.filter(
        invoice__producer_order=producer_order, invoice__kind=EInvoiceKind.ADJUSTMENT
    )
    rows = (
        items.order_by()
        .values_list("line")
        .annotate(amount=Sum("amount"), tax=Sum("tax"), pieces=Sum("quantity"))
    )
    return {line: (int(amount), int(tax), pieces) for line, amount, tax, pieces in rows}


def _write_items(invoice: EInvoice, parts: Iterable[SoldPart]) -> None:
    EInvoiceItem.objects.bulk_create(
        EInvoiceItem(
            invoice=invoice,
            line_id=part.line,
            title=part.title,
            unit=part.unit,
            quantity=part.quantity,
            tax_class=part.taxed.rate.tax_class,
            tax_percent=part.taxed.rate.percent,
            amount=part.taxed.amount,
            tax=part.taxed.tax,
        )
        for part in parts
    )
