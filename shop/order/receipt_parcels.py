"""A seller's part of an order as plain objects: its lines as promised, its steps, what it costs."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from catalogue.models import LabelItem
from shop.order.models import Line, Order, OrderLineSnapshot, Parcel, ProducerOrder, Role
from shop.order.settlement import SellerAmount, discount_of
from shop.order.states import AWAITING, CANCELLED, DELIVERED, ENDINGS, may_follow
from shop.order.taxes import all_known, tax_of_delivery, tax_of_line
from shop.order.timeline import TimelineStep, read_timeline
from shop.partner.tax import TaxedAmount, sum_by_rate


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
    alcohol: bool = False
    return_hours: int | None = None
    #: The VAT within; None in orders of before it was kept.
    taxed: TaxedAmount | None = None
    #: What promotions took off it; `total` is without them, what was paid is `total - discount`.
    discount: int = 0
    #: What its label did not state, as the buyer was asked to accept; empty where nobody was asked.
    accepted_gaps: str = ""


@dataclass(frozen=True)
class ReceiptSeller:
    """Who sells (Luật 19/2023 Đ.37.1); what the register does not know is empty."""

    name: str
    address: str
    phone: str
    tax_code: str


@dataclass(frozen=True)
class ReceiptProducerOrder:
    """What one seller sends, what it costs in whole đồng, and how far it is.

    `total` is what was ordered, delivery included; `due` is 0 once it is cancelled or came back, else
    less by what was refunded, `reduced`.
    `promised` are the first and last day of delivery as promised when it was ordered, `expected` the
    same as long as it is still to come. `borne` is what the seller pays the carrier in the buyer's place.
    """

    pk: int
    seller: ReceiptSeller
    state: str
    status: str
    can_cancel: bool
    steps: tuple[TimelineStep, ...]
    shipping_cost: int
    total: int
    due: int
    reduced: int
    lines: tuple[ReceiptLine, ...]
    promised: tuple[date, date] | None
    expected: tuple[date, date] | None
    taxes: tuple[TaxedAmount, ...] = ()
    borne: int = 0
    pickup_address: str = ""
    pickup_hours: str = ""
    #: What promotions took off goods and delivery, how much of it the shop bears, and what comes of it.
    discount: int = 0
    delivery_discount: int = 0
    shop_discount: int = 0
    due_to_seller: int = 0
    #: What has been handed over so far, with its items.
    parcels: tuple[Parcel, ...] = ()

    @property
    def is_pickup(self) -> bool:
        """Whether the buyer comes for it."""
        return bool(self.pickup_address)

    @property
    def fresh_hours(self) -> int | None:
        """Hours from delivery in which a fault of its fresh goods is told; None where it has none."""
        hours = (line.return_hours for line in self.lines)
        return min((each for each in hours if each is not None), default=None)

    @property
    def has_alcohol(self) -> bool:
        """Whether the age of whoever receives it is to be checked (NĐ 24/2020 Đ.6)."""
        return any(line.alcohol for line in self.lines)

    @property
    def seller_name(self) -> str:
        return self.seller.name

    @property
    def is_cancelled(self) -> bool:
        """Whether nothing of it is sent or paid."""
        return self.state == CANCELLED


def read_receipt_parcel(
    order: Order, producer_order: ProducerOrder, lines: list[Line], amount: SellerAmount
) -> ReceiptProducerOrder:
    producer = producer_order.producer
    return ReceiptProducerOrder(
        pk=producer_order.pk,
        seller=ReceiptSeller(
            name=producer_order.seller_name,
            address=producer.address if producer else "",
            phone=producer.phone if producer else "",
            tax_code=producer.tax_code if producer else "",
        ),
        state=producer_order.status,
        status=producer_order.status_label,
        can_cancel=may_follow(producer_order.status, CANCELLED, Role.BUYER),
        steps=read_timeline(
            producer_order.status,
            order.date_placed,
            producer_order.transitions.all(),
            is_pickup=producer_order.is_pickup,
        ),
        shipping_cost=amount.delivery + int(producer_order.delivery_discount),
        discount=amount.discount,
        delivery_discount=int(producer_order.delivery_discount),
        shop_discount=amount.shop_discount,
        due_to_seller=amount.due_to_seller,
        total=amount.ordered,
        due=amount.due,
        reduced=amount.reduced,
        lines=tuple(_line(line) for line in lines),
        promised=_promised(producer_order),
        expected=_expected(producer_order),
        borne=amount.borne,
        parcels=tuple(producer_order.parcels.all()),
        pickup_address=producer_order.pickup_address,
        pickup_hours=producer_order.pickup_hours,
        taxes=sum_by_rate(all_known([*map(tax_of_line, lines), tax_of_delivery(producer_order)])),
    )


def _promised(producer_order: ProducerOrder) -> tuple[date, date] | None:
    first, last = producer_order.promised_from, producer_order.promised_until
    return None if first is None or last is None else (first, last)


def _expected(producer_order: ProducerOrder) -> tuple[date, date] | None:
    """The days promised with the order, while the parcel is still to come."""
    is_over = producer_order.status in (DELIVERED, *ENDINGS)
    return None if is_over else _promised(producer_order)


def _line(line: Line) -> ReceiptLine:
    promised = getattr(line, "snapshot", None)
    return ReceiptLine(
        title=line.title,
        quantity=line.quantity,
        unit=promised.unit if promised else "",
        unit_price=int(line.unit_price_incl_tax or 0),
        total=int(line.line_price_before_discounts_incl_tax),
        discount=discount_of(line),
        stars=promised.stars if promised else None,
        producer_name=promised.producer_name if promised else "",
        certificate_code=promised.certificate_code if promised else "",
        decision_number=promised.decision_number if promised else "",
        valid_until=promised.valid_until if promised else None,
        label_origin=promised.label_origin if promised else "",
        alcohol=bool(promised and promised.alcohol),
        return_hours=promised.return_hours if promised else None,
        taxed=tax_of_line(line),
        accepted_gaps=_accepted_gaps(promised) if promised else "",
    )


def _accepted_gaps(promised: OrderLineSnapshot) -> str:
    """Name the items in words; one that the law does not know any more keeps its code."""
    if not promised.label_gaps_accepted:
        return ""
    labels = dict(LabelItem.choices)
    return ", ".join(str(labels.get(item, item)).lower() for item in promised.label_gaps)


def call_label() -> str:
    return _("awaiting a call to confirm")


def waiting_for_call(part: ReceiptProducerOrder) -> ReceiptProducerOrder:
    """Say of a parcel that a call is waited for, not a payment."""
    if part.state != AWAITING:
        return part
    first, *others = part.steps
    label = call_label()
    return replace(part, status=label, steps=(replace(first, label=label), *others))
