"""An order as plain objects: what its page, the printed receipt and the e-mails show."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language_info

from catalogue.clock import VIETNAM
from catalogue.places.proposals import with_former_place
from shop.order.models import Order, OrderStatus, OrderSubmission, ShippingAddress
from shop.order.quote import Invoice
from shop.order.receipt_parcels import (
    ReceiptProducerOrder,
    call_label,
    read_receipt_parcel,
    waiting_for_call,
)
from shop.order.receipt_payment import (
    ReceiptPayment,
    ReceiptRefund,
    read_payment,
    read_refunds,
)
from shop.order.settlement import amount_due
from shop.order.states import DELIVERED
from shop.order.taxes import taxes_owed
from shop.partner.tax import TaxedAmount
from shop.payment.models import PaymentStatus
from shop.promotion.models import PromotionUse
from shop.users.phone import local_phone


@dataclass(frozen=True)
class ReceiptPromotion:
    """What a promotion took off the order, in whole đồng; `code` is empty for one for everybody."""

    name: str
    code: str
    amount: int
    frees_delivery: bool


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
    queryset = order.producer_orders.select_related("producer").prefetch_related(
        "transitions", "parcels__items__line"
    )
    producer_orders = list(queryset)
    amount = amount_due(order, producer_orders=producer_orders, lines=lines)
    receipt_parts = tuple(
        read_receipt_parcel(
            order,
            producer_order,
            [line for line in lines if line.partner_id == producer_order.partner_id],
            seller,
        )
        for producer_order, seller in zip(producer_orders, amount.sellers, strict=True)
    )
    state = OrderStatus(order.status or OrderStatus.NEW)
    payment = read_payment(order.payment, amount.due)
    waits_for_call = (state, payment.state) == (
        OrderStatus.AWAITING_PAYMENT,
        PaymentStatus.ON_DELIVERY,
    )
    if waits_for_call:
        receipt_parts = tuple(map(waiting_for_call, receipt_parts))
    return Receipt(
        number=order.number,
        state=state.value,
        status=call_label() if waits_for_call else str(state.label),
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
        refunds=read_refunds(order.payment) if payment.received else (),
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
