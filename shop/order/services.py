"""Placing an order: lock, check, create; a second press gives the same order."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from oscar.apps.address.models import Country
from oscar.core import prices

from catalogue.audience import Audience
from catalogue.clock import now, today
from shop.basket.models import Basket, Line, move_saved_lines
from shop.mail.outbox import enqueue_email
from shop.order.alcohol import check_age
from shop.order.calls.services import needs_call
from shop.order.emails.confirmation import PLACED
from shop.order.emails.seller import notify_new_orders
from shop.order.exceptions import (
    LabelGapsNotAccepted,
    NothingToOrder,
    OrderChanged,
    PaymentRefused,
    Shortage,
    StockShortage,
)
from shop.order.models import (
    Order,
    OrderStatus,
    OrderSubmission,
    ProducerOrder,
    ProducerOrderStatus,
    ShippingAddress,
)
from shop.order.payments.cash_rules import hold_buyer
from shop.order.payments.facts import facts_of_quote, traces_of_delivery
from shop.order.payments.services import open_payment
from shop.order.promotions import record_uses, shop_discounts
from shop.order.quote import Delivery, Quote, buyer_of, make_quote
from shop.order.stock import LockedStock, find_shortages, lock_stock
from shop.order.utils import OrderCreator, OrderNumberGenerator
from shop.payment.methods import CASH_ON_DELIVERY, PaymentMethod, refusal_of
from shop.promotion.reckoning import apply_promotions, lock_limited
from shop.users.models import User


@dataclass(frozen=True)
class Consent:
    """What the buyer ticked, word for word, and which published version of the terms it names.

    Consent is given per purpose (Luật 91/2025): `text` for the terms, `data_text` for the use of
    personal data.
    """

    text: str
    data_text: str = ""
    terms_version: str = ""


@dataclass(frozen=True)
class Placement:
    """The order; the basket that holds what could not be ordered, if any; whether it is new."""

    order: Order
    leftover_basket: Basket | None
    created: bool


@transaction.atomic
def place_order(
    *,
    basket: Basket,
    delivery: Delivery,
    payment: PaymentMethod,
    token: UUID,
    reviewed: str,
    consent: Consent,
    label_gaps_accepted: bool = False,
    buyer: User | None = None,
    audience: Audience = Audience.PUBLIC,
) -> Placement:
    """Turn the basket into one order with a producer order for each seller, with e-mails to all.

    Where the payment comes before the goods, the sellers hear of it once it is paid; of a large cash
    order once the buyer has confirmed it by phone.

    `reviewed` is the fingerprint of the quote that the buyer saw: what was not seen is not
    ordered. The same token, or a basket ordered already, gives the earlier order. Raises
    StockShortage, NothingToOrder, OrderChanged, LabelGapsNotAccepted, AlcoholRefused or
    PaymentRefused and keeps the basket. `audience` is that of the buyer's session: alcohol goes to
    adults alone.
    """
    earlier = find_placed(token=token)
    if earlier is not None:
        return earlier
    locked = Basket.objects.select_for_update().filter(pk=basket.pk).first()
    if locked is None:
        raise NothingToOrder(_("Your basket is empty."))
    earlier = _find_placed(order__basket=locked)
    if earlier is not None:
        return earlier
    locked.strategy = basket.strategy
    stock = lock_stock(locked.lines.only("basket", "stockrecord"))
    lock_limited(locked)
    quote = _checked_quote(locked, delivery, reviewed, stock)
    check_age((line.product for line in quote.lines), audience=audience)
    if quote.has_label_gaps and not label_gaps_accepted:
        raise LabelGapsNotAccepted(
            _("Please accept what is not stated on the labels, or take those products out.")
        )
    if payment == CASH_ON_DELIVERY:
        hold_buyer(traces_of_delivery(delivery, buyer))
    refusal = refusal_of(payment, facts_of_quote(quote, delivery=delivery, buyer=buyer))
    if refusal:
        raise PaymentRefused(refusal)
    leftover_basket = _set_aside(locked, quote.blocked)
    if leftover_basket is not None:  # the lines were read anew
        apply_promotions(locked, buyer_of(locked, delivery))
    waits = payment.pays_before or needs_call(quote.total)
    status = OrderStatus.AWAITING_PAYMENT if waits else OrderStatus.NEW
    order = _create(locked, quote, delivery, buyer, stock, status)
    _record(
        order,
        quote,
        delivery,
        payment=payment,
        token=token,
        consent=consent,
        leftover_basket=leftover_basket,
        waits=waits,
    )
    open_payment(order=order, method=payment)
    locked.submit()
    enqueue_email(PLACED, order.pk)
    if not waits:
        notify_new_orders(order.producer_orders.all())
    return Placement(order, leftover_basket, created=True)


def find_placed(*, token: UUID) -> Placement | None:
    """Return what this submission token has placed already, if anything."""
    return _find_placed(token=token)


def _find_placed(**lookup: Any) -> Placement | None:
    submission = (
        OrderSubmission.objects.select_related("order", "leftover_basket").filter(**lookup).first()
    )
    return (
        None
        if submission is None
        else Placement(submission.order, submission.leftover_basket, created=False)
    )


def _checked_quote(basket: Basket, delivery: Delivery, reviewed: str, stock: LockedStock) -> Quote:
    basket.forget_lines()
    quote = make_quote(basket=basket, delivery=delivery)
    is_same = quote.fingerprint == reviewed
    short = find_shortages(quote.lines, stock)
    if not is_same:
        short += _sold_out(quote.blocked)
    if short:
        raise StockShortage(short)
    if not quote.lines:
        raise NothingToOrder(_("Nothing in the basket can be ordered now."))
    if not is_same:
        raise OrderChanged(
            _("Something in your order has changed. Please look it over once more, then order.")
        )
    return quote


def _sold_out(blocked: tuple[Line, ...]) -> tuple[Shortage, ...]:
    return tuple(
        Shortage(line.product_id, line.product.title, line.quantity, 0)
        for line in blocked
        if line.block is not None and line.block.code == "sold_out"
    )


def _set_aside(basket: Basket, blocked: tuple[Line, ...]) -> Basket | None:
    """Move blocked lines, and what is kept for later, to a new open basket: they wait there."""
    if not blocked and not basket.saved_lines.exists():
        return None
    leftover_basket = Basket.objects.create(owner=basket.owner)
    leftover_basket.strategy = basket.strategy
    Line.objects.filter(pk__in=[line.pk for line in blocked]).update(basket=leftover_basket)
    move_saved_lines(basket, leftover_basket)
    basket.forget_lines()
    return leftover_basket


def _create(
    basket: Basket,
    quote: Quote,
    delivery: Delivery,
    buyer: User | None,
    stock: LockedStock,
    status: OrderStatus,
) -> Order:
    method = delivery.method
    vietnam, _created = Country.objects.get_or_create(
        iso_3166_1_a2="VN",
        defaults={"printable_name": "Việt Nam", "name": "Việt Nam", "is_shipping_country": True},
    )
    address = ShippingAddress.objects.create(
        first_name=delivery.name,
        line1=delivery.street,
        line2=delivery.commune.title(today()) if delivery.commune else "",
        line4=delivery.province.title(today()) if delivery.province else "",
        country=vietnam,
        phone_number=delivery.phone,
        notes=delivery.note,
    )
    delivery_tax = sum(parcel.delivery.tax for parcel in quote.taxes)
    return OrderCreator().place_order(
        basket,
        stock=stock,
        taxes={key: part for parcel in quote.taxes for key, part in parcel.lines.items()},
        total=_price(quote.total, sum(parcel.tax for parcel in quote.taxes)),
        shipping_method=method,
        shipping_charge=_price(quote.shipping, delivery_tax),
        user=buyer,
        shipping_address=address,
        order_number=OrderNumberGenerator().order_number(basket),
        status=status.value,
        guest_email=delivery.email,
    )


def _price(amount: int, tax: int) -> prices.Price:
    return prices.Price(currency="VND", excl_tax=Decimal(amount - tax), tax=Decimal(tax))


def _record(
    order: Order,
    quote: Quote,
    delivery: Delivery,
    *,
    payment: PaymentMethod,
    token: UUID,
    consent: Consent,
    leftover_basket: Basket | None,
    waits: bool,
) -> None:
    OrderSubmission.objects.create(
        **_extras(delivery),
        order=order,
        token=token,
        phone=delivery.phone,
        buyer_phone=delivery.buyer_phone,
        is_gift=delivery.is_gift,
        giver_name=delivery.giver_name,
        wished_on=delivery.wished_on,
        province=delivery.province,
        commune=delivery.commune,
        former_place=delivery.former_place,
        payment_code=payment.code,
        payment_label=str(payment.label),
        consent_text=consent.text,
        data_consent_text=consent.data_text,
        terms_version=consent.terms_version,
        consented_at=now(),
        language=get_language() or "vi",
        leftover_basket=leftover_basket,
    )
    borne = shop_discounts(quote)
    ProducerOrder.objects.bulk_create(
        ProducerOrder(
            order=order,
            partner=parcel.partner,
            producer=getattr(parcel.partner, "producer", None),
            status=ProducerOrderStatus.AWAITING if waits else ProducerOrderStatus.NEW,
            seller_name=parcel.partner.display_name,
            parcel_grams=parcel.grams,
            shipping_zone=parcel.zone.value,
            shipping_cost=parcel.price,
            shipping_borne=parcel.borne,
            promised_from=parcel.promise.first,
            promised_until=parcel.promise.last,
            pickup_address=parcel.partner.pickup_address if parcel.is_pickup else "",
            pickup_hours=parcel.partner.pickup_hours if parcel.is_pickup else "",
            shipping_tax=tax.delivery.tax,
            shipping_tax_class=tax.delivery.rate.tax_class,
            shipping_tax_percent=tax.delivery.rate.percent,
            delivery_discount=quote.delivery_discounts.get(parcel.partner.pk, 0),
            shop_discount=borne.get(parcel.partner.pk, 0),
        )
        for parcel, tax in zip(quote.parcels, quote.taxes, strict=True)
    )
    record_uses(order, quote)


def _extras(delivery: Delivery) -> dict[str, str]:
    """The words for a gift's card and the company of the invoice, as columns of the submission."""
    extras = {"gift_message": delivery.gift}
    if delivery.invoice is not None:
        extras |= {f"invoice_{name}": value for name, value in asdict(delivery.invoice).items()}
    return extras
