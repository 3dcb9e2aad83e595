"""An order as plain objects: what its page, the printed receipt and the e-mails show."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from catalogue.clock import VIETNAM
from catalogue.models import LabelItem
from catalogue.places.proposals import with_former_place
from shop.order.models import (
    Line,
    Order,
    OrderLineSnapshot,
    OrderStatus,
    OrderSubmission,
    ProducerOrder,
    Role,
    ShippingAddress,
)
from shop.order.quote import Invoice
from shop.order.settlement import SellerAmount, amount_due, discount_of
from shop.order.states import AWAITING, CANCELLED, DELIVERED, ENDINGS, may_follow
from shop.order.taxes import all_known, tax_of_delivery, tax_of_line, taxes_owed
from shop.order.timeline import TimelineStep, read_timeline
from shop.partner.tax import TaxedAmount, sum_by_rate
from shop.payment.ledger import balance_of
from shop.payment.models import Payment, PaymentStatus, RefundStatus
from shop.payment.ports import has_refund_port
from shop.promotion.models import PromotionUse
from shop.users.phone import local_phone


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
class ReceiptPromotion:
    """What a promotion took off the order, in whole đồng; `code` is empty for one for everybody."""

    name: str
    code: str
    amount: int
    frees_delivery: bool


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

    `total` is what was ordered, delivery included; `due` is 0 once it is cancelled or came back.
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


@dataclass(frozen=True)
class ReceiptPayment:
    """How far the money is; whole đồng. `outstanding` is what the buyer still has to pay.

    `expires_at` is until when the goods of an unpaid order are kept, None where nothing ends.
    """

    method: str
    reference: str
    state: str
    status: str
    received: int
    refunded: int
    outstanding: int
    expires_at: datetime | None

    @property
    def is_awaited(self) -> bool:
        """Whether the order waits for the buyer to pay."""
        return self.state == PaymentStatus.AWAITING

    @property
    def is_over(self) -> bool:
        """Whether nobody paid in time."""
        return self.state == PaymentStatus.EXPIRED


@dataclass(frozen=True)
class ReceiptRefund:
    """Money that goes back, or has; whole đồng. `asks_account` says that the buyer names an account."""

    state: str
    amount: int
    sent_at: datetime | None
    asks_account: bool


@dataclass(frozen=True)
class Receipt:
    """The whole order; money in whole đồng as shop.order.settlement has it.

    `goods` and `shipping` are without promotions, `promotions` what those took off;
    `total` is what was ordered, `cancelled` the worth of cancelled producer orders, `returned` of
    those that came back, `reduced` what was refunded of the others, `due` what is left to pay;
    `taxes` is the VAT by rate within `due`.
    """

    number: str
    state: str
    status: str
    placed_at: datetime
    name: str
    phone: str
    email: str
    address: tuple[str, ...]
    note: str
    payment_label: str
    payment: ReceiptPayment
    waits_for_call: bool
    producer_orders: tuple[ReceiptProducerOrder, ...]
    goods: int
    shipping: int
    promotions: tuple[ReceiptPromotion, ...]
    total: int
    cancelled: int
    returned: int
    reduced: int
    due: int
    taxes: tuple[TaxedAmount, ...]
    refunds: tuple[ReceiptRefund, ...]
    gift: str
    buyer_phone: str
    is_gift: bool
    giver_name: str
    wished_on: date | None
    invoice: Invoice | None
    consent_text: str
    data_consent_text: str
    terms_version: str
    language: str
    consented_at: datetime

    @property
    def buyer_name(self) -> str:
        """Return who ordered: of a gift its giver, else whoever gets the parcels."""
        return self.giver_name or self.name

    @property
    def can_cancel(self) -> bool:
        """Whether at least one producer order can still be cancelled by the buyer."""
        return any(producer_order.can_cancel for producer_order in self.producer_orders)

    @property
    def can_return(self) -> bool:
        """Whether something has been delivered that the buyer may ask to return."""
        return any(producer_order.state == DELIVERED for producer_order in self.producer_orders)


def read_receipt(order: Order) -> Receipt:
    """Return the order as plain objects, in a fixed number of queries."""
    address, submission = order.shipping_address, order.submission
    lines = list(order.lines.select_related("snapshot").order_by("pk"))
    queryset = order.producer_orders.select_related("producer").prefetch_related("transitions")
    producer_orders = list(queryset)
    amount = amount_due(order, producer_orders=producer_orders, lines=lines)
    receipt_parts = tuple(
        _read_producer_order(
            order,
            producer_order,
            [line for line in lines if line.partner_id == producer_order.partner_id],
            seller,
        )
        for producer_order, seller in zip(producer_orders, amount.sellers, strict=True)
    )
    state = OrderStatus(order.status or OrderStatus.NEW)
    payment = _read_payment(order.payment, amount.due)
    waits_for_call = (state, payment.state) == (
        OrderStatus.AWAITING_PAYMENT,
        PaymentStatus.ON_DELIVERY,
    )
    if waits_for_call:
        receipt_parts = tuple(map(_waiting_for_call, receipt_parts))
    return Receipt(
        number=order.number,
        state=state.value,
        status=_call_label() if waits_for_call else str(state.label),
        placed_at=order.date_placed.astimezone(VIETNAM),
        name=address.first_name if address else "",
        phone=local_phone(submission.phone),
        email=order.guest_email,
        address=_address(address, submission.former_place) if address else (),
        note=address.notes if address else "",
        payment_label=submission.payment_label_of(order.payment.method),
        payment=payment,
        waits_for_call=waits_for_call,
        producer_orders=receipt_parts,
        goods=sum(int(line.line_price_before_discounts_incl_tax) for line in lines),
        shipping=int(order.shipping_incl_tax)
        + sum(part.delivery_discount for part in receipt_parts),
        promotions=_read_promotions(order) if any(part.discount for part in receipt_parts) else (),
        total=amount.ordered,
        cancelled=amount.cancelled,
        returned=amount.returned,
        reduced=amount.reduced,
        due=amount.due,
        taxes=taxes_owed(producer_orders, lines),
        refunds=_read_refunds(order.payment) if payment.received else (),
        gift=submission.gift_message,
        buyer_phone=local_phone(submission.buyer_phone),
        is_gift=submission.is_gift,
        giver_name=submission.giver_name,
        wished_on=submission.wished_on,
        invoice=_invoice(submission),
        consent_text=submission.consent_text,
        data_consent_text=submission.data_consent_text,
        terms_version=submission.terms_version,
        language=get_language_info(submission.language)["name_local"],
        consented_at=submission.consented_at.astimezone(VIETNAM),
    )


def _call_label() -> str:
    return _("awaiting a call to confirm")


def _waiting_for_call(part: ReceiptProducerOrder) -> ReceiptProducerOrder:
    """Say of a parcel that a call is waited for, not a payment."""
    if part.state != AWAITING:
        return part
    first, *others = part.steps
    label = _call_label()
    return replace(part, status=label, steps=(replace(first, label=label), *others))


def _read_payment(payment: Payment, due: int) -> ReceiptPayment:
    balance = balance_of(payment)
    ends = payment.expires_at if payment.status == PaymentStatus.AWAITING else None
    return ReceiptPayment(
        method=payment.method,
        reference=payment.reference,
        state=payment.status,
        status=payment.get_status_display(),
        received=balance.received,
        refunded=balance.refunded,
        outstanding=max(0, due - balance.net),
        expires_at=ends.astimezone(VIETNAM) if ends else None,
    )


def _read_refunds(payment: Payment) -> tuple[ReceiptRefund, ...]:
    """Refunds that were not refused nor asked for anew; the account only where none was given."""
    rows = list(payment.refunds.exclude(status=RefundStatus.REJECTED))
    replaced = {row.idempotency_key for row in rows}
    asks = any(not has_refund_port(row.method) and row.status != RefundStatus.SENT for row in rows)
    has_account = asks and hasattr(payment, "payout_account")
    return tuple(
        ReceiptRefund(
            state=row.status,
            amount=int(row.amount),
            sent_at=row.sent_at.astimezone(VIETNAM) if row.sent_at else None,
            asks_account=not has_account
            and row.status != RefundStatus.SENT
            and not has_refund_port(row.method),
        )
        for row in rows
        if f"{row.idempotency_key}+" not in replaced
    )


def _read_promotions(order: Order) -> tuple[ReceiptPromotion, ...]:
    return tuple(
        ReceiptPromotion(use.name, use.code, use.goods + use.delivery, frees_delivery=not use.goods)
        for use in PromotionUse.objects.filter(order=order)
    )


def _address(address: ShippingAddress, former_place: str) -> tuple[str, ...]:
    """Street, commune and province as they were called on the day of the order, and the old name.

    Nothing where nothing is sent.
    """
    if not address.line4:
        return ()
    return address.line1, address.line2, with_former_place(address.line4, former_place)


def _invoice(submission: OrderSubmission) -> Invoice | None:
    if not submission.invoice_tax_code:
        return None
    return Invoice(
        tax_code=submission.invoice_tax_code,
        company=submission.invoice_company,
        address=submission.invoice_address,
        email=submission.invoice_email,
    )


def _read_producer_order(
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
        lines=tuple(_line(line) for line in lines),
        promised=_promised(producer_order),
        expected=_expected(producer_order),
        borne=amount.borne,
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
