"""An order as plain objects: what the confirmation page and the e-mail show."""

from dataclasses import dataclass
from datetime import date, datetime

from catalogue.clock import VIETNAM
from shop.order.models import Order, ProducerOrder


@dataclass(frozen=True)
class ReceiptLine:
    """One line as it was promised; money in whole đồng."""

    title: str
    quantity: int
    unit: str
    unit_price: int
    total: int
    stars: int | None
    producer_name: str
    certificate_code: str
    decision_number: str
    valid_until: date | None
    label_origin: str


@dataclass(frozen=True)
class ReceiptParcel:
    """What one seller sends, and how far it is."""

    seller_name: str
    status: str
    shipping_cost: int
    lines: tuple[ReceiptLine, ...]


@dataclass(frozen=True)
class Receipt:
    """The whole order."""

    number: str
    placed_at: datetime
    name: str
    phone: str
    email: str
    address: tuple[str, ...]
    note: str
    payment_label: str
    parcels: tuple[ReceiptParcel, ...]
    goods: int
    shipping: int
    total: int


def read_receipt(order: Order) -> Receipt:
    """Return the order as plain objects, in a fixed number of queries."""
    address, submission = order.shipping_address, order.submission
    lines = list(order.lines.select_related("snapshot"))
    parcels = tuple(
        _parcel(part, [line for line in lines if line.partner_id == part.partner_id])
        for part in order.producer_orders.all()
    )
    return Receipt(
        number=order.number,
        placed_at=order.date_placed.astimezone(VIETNAM),
        name=address.first_name,
        phone=local_phone(submission.phone),
        email=order.guest_email,
        address=(address.line1, address.line2, address.line4),
        note=address.notes,
        payment_label=submission.payment_label,
        parcels=parcels,
        goods=sum(line.total for parcel in parcels for line in parcel.lines),
        shipping=int(order.shipping_incl_tax),
        total=int(order.total_incl_tax),
    )


def local_phone(phone: str) -> str:
    """Write +84912345678 as people read it: 0912 345 678."""
    digits = phone.replace("+84", "0", 1)
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}" if len(digits) == 10 else digits


def _parcel(part: ProducerOrder, lines: list) -> ReceiptParcel:
    return ReceiptParcel(
        seller_name=part.seller_name,
        status=part.get_status_display(),
        shipping_cost=int(part.shipping_cost),
        lines=tuple(_line(line) for line in lines),
    )


def _line(line) -> ReceiptLine:
    promised = getattr(line, "snapshot", None)
    return ReceiptLine(
        title=line.title,
        quantity=line.quantity,
        unit=promised.unit if promised else "",
        unit_price=int(line.unit_price_incl_tax),
        total=int(line.line_price_incl_tax),
        stars=promised.stars if promised else None,
        producer_name=promised.producer_name if promised else "",
        certificate_code=promised.certificate_code if promised else "",
        decision_number=promised.decision_number if promised else "",
        valid_until=promised.valid_until if promised else None,
        label_origin=promised.label_origin if promised else "",
    )
