"""What decides how goods may be paid: of an order to be placed, and of one that stands."""

from shop.order.alcohol import order_has_alcohol
from shop.order.models import Order
from shop.order.payments.cash_rules import BuyerTraces, cash_refusal
from shop.order.quote import Delivery, Quote
from shop.order.settlement import amount_due
from shop.payment.methods import PaymentFacts
from shop.users.models import User


def facts_of_quote(quote: Quote, *, delivery: Delivery, buyer: User | None) -> PaymentFacts:
    """Return the facts of an order as it would be placed now."""
    traces = traces_of_delivery(delivery, buyer)
    return PaymentFacts(
        total=quote.total,
        has_alcohol=quote.has_alcohol,
        is_gift=delivery.is_gift,
        cash_refusal=cash_refusal(total=quote.total, buyer=traces),
    )


def facts_of_order(order: Order) -> PaymentFacts:
    """Return the facts of an order that may still be paid otherwise."""
    total, traces = amount_due(order).due, traces_of_order(order)
    return PaymentFacts(
        total=total,
        has_alcohol=order_has_alcohol(order),
        is_gift=order.submission.is_gift,
        cash_refusal=cash_refusal(total=total, buyer=traces, besides=order),
    )


def traces_of_delivery(delivery: Delivery, buyer: User | None) -> BuyerTraces:
    """Return by what whoever orders is known again."""
    return BuyerTraces((delivery.phone, delivery.buyer_phone), delivery.email, buyer)


def traces_of_order(order: Order) -> BuyerTraces:
    """Return by what the buyer of an order is known again."""
    submission = order.submission
    return BuyerTraces((submission.phone, submission.buyer_phone), order.guest_email, order.user)
