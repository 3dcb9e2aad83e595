"""Paying an order otherwise than first chosen: asked by the buyer while nothing is paid."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.clock import now
from shop.order.calls.services import needs_call
from shop.order.exceptions import PaymentRefused
from shop.order.models import Order
from shop.order.payments.cash_rules import hold_buyer
from shop.order.payments.facts import facts_of_order, traces_of_order
from shop.order.payments.services import change_payment_status
from shop.order.settlement import amount_due
from shop.order.transitions import lock_order, release_to_sellers
from shop.payment.ledger import balance_of
from shop.payment.methods import (
    CASH_ON_DELIVERY,
    OfferedMethod,
    PaymentMethod,
    offered_methods,
    refusal_of,
)
from shop.payment.models import Payment, PaymentStatus
from shop.users.models import User


def methods_of(order: Order) -> list[OfferedMethod]:
    """Return the ways to pay this order that the shop is set up for, with why one is refused."""
    return offered_methods(facts_of_order(order))


def last_method(user: User) -> str:
    """Return how an account chose to pay its last order; empty before the first."""
    orders = Payment.objects.filter(order__user=user).order_by("-pk")
    return orders.values_list("method", flat=True).first() or ""


@transaction.atomic
def change_method(*, order: Order, method: PaymentMethod, actor: User | None = None) -> Payment:
    """Pay an awaited order by another method; cash releases it to the sellers at once.

    The time to pay never gets shorter, and is counted from the order. Asking twice changes
    nothing. Raises PaymentRefused for an order that awaits nothing, or a method not for it.
    """
    order, producer_orders = lock_order(order.pk)
    payment = Payment.objects.select_for_update().get(order=order)
    if payment.method == method.code and payment.status in (
        PaymentStatus.AWAITING,
        PaymentStatus.ON_DELIVERY,
    ):
        return payment
    if payment.status != PaymentStatus.AWAITING:
        raise PaymentRefused(_("This order no longer waits for a payment."))
    if method == CASH_ON_DELIVERY:
        hold_buyer(traces_of_order(order))
    refusal = refusal_of(method, facts_of_order(order))
    if not method.pays_before and balance_of(payment).net:
        refusal = _("A part of the money has arrived already; please pay the rest before.")
    if refusal:
        raise PaymentRefused(refusal)
    payment.method = method.code
    payment.expires_at = _deadline(payment, method)
    payment.save(update_fields=["method", "expires_at"])
    if not method.pays_before:
        change_payment_status(
            payment=payment, to=PaymentStatus.ON_DELIVERY, reason="buyer's choice", actor=actor
        )
        if not needs_call(amount_due(order).due):
            release_to_sellers(order, producer_orders)
    return payment


def _deadline(payment: Payment, method: PaymentMethod) -> datetime | None:
    if not method.pays_before:
        return None
    wanted = payment.created_at + timedelta(minutes=method.wait_minutes)
    return max(wanted, payment.expires_at or now())
