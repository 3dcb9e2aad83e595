"""What slips and labels of parcels say: goods, recipient, what the courier collects; never a price.

Packers print them and recipients of gifts read them, so that no price is on either.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from catalogue.paths import absolute_url
from shop.order.models import Line, ProducerOrder
from shop.order.settlement import amount_due
from shop.payment.methods import CASH_ON_DELIVERY
from shop.users.phone import local_phone


@dataclass(frozen=True)
class PackedLine:
    """So many pieces of one thing."""

    quantity: int
    title: str
    unit: str


@dataclass(frozen=True)
class ParcelPaper:
    """One producer order as its slip and its label show it.

    `collects` is what is taken from whoever receives it, in whole đồng; `address` is empty where the
    buyer comes for it. `seller_page` opens to the seller's own people, `follow_page` to the buyer.
    """

    number: str
    seller_name: str
    seller_address: str
    seller_phone: str
    name: str
    phone: str
    address: tuple[str, ...]
    lines: tuple[PackedLine, ...]
    grams: int
    collects: int
    is_gift: bool
    giver_name: str
    gift: str
    wished_on: date | None
    buyers_words: str
    has_alcohol: bool
    is_pickup: bool
    pickup_address: str
    seller_page: str
    follow_page: str


def read_parcel_papers(rows: QuerySet[ProducerOrder]) -> list[ParcelPaper]:
    """Return the papers of these producer orders, in the same number of queries for any number."""
    read = rows.select_related(
        "order__submission", "order__shipping_address", "order__payment", "producer"
    ).prefetch_related(
        "order__producer_orders",
        Prefetch("order__lines", queryset=Line.objects.select_related("snapshot").order_by("pk")),
    )
    return [_read(row) for row in read]


def _read(row: ProducerOrder) -> ParcelPaper:
    order, submission, address = row.order, row.order.submission, row.order.shipping_address
    lines = [line for line in order.lines.all() if line.partner_id == row.partner_id]
    producer = row.producer
    return ParcelPaper(
        number=order.number,
        seller_name=row.seller_name,
        seller_address=producer.address if producer else "",
        seller_phone=producer.phone if producer else "",
        name=address.first_name if address else "",
        phone=local_phone(submission.phone),
        address=tuple(
            filter(None, (address.line1, address.line2, address.line4))
            if address and address.line4
            else ()
        ),
        lines=tuple(_pack(lines)),
        grams=row.parcel_grams,
        collects=_collected(row),
        is_gift=submission.is_gift,
        giver_name=submission.giver_name,
        gift=submission.gift_message,
        wished_on=submission.wished_on,
        buyers_words=address.notes if address else "",
        has_alcohol=any(_promised(line, "alcohol") for line in lines),
        is_pickup=row.is_pickup,
        pickup_address=row.pickup_address,
        seller_page=absolute_url(reverse("workspace:order", kwargs={"pk": row.pk})),
        follow_page=absolute_url(reverse("orders:lookup")),
    )


def _pack(lines: Iterable[Line]) -> Iterable[PackedLine]:
    for line in lines:
        yield PackedLine(line.quantity, line.title, _promised(line, "unit") or "")


def _promised(line: Line, name: str) -> str:
    return getattr(getattr(line, "snapshot", None), name, "")


def _collected(row: ProducerOrder) -> int:
    if row.order.payment.method != CASH_ON_DELIVERY.code:
        return 0
    sellers = amount_due(row.order).sellers
    return next(seller.due for seller in sellers if seller.producer_order == row.pk)
