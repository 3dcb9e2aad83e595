"""Cash orders that wait for a call: which they are, and what a call does to them."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalogue.clock import now
from catalogue.text import clean_text
from shop.order.calls.models import CallOutcome, ConfirmationCall
from shop.order.exceptions import TransitionRefused
from shop.order.fulfilment import transition_producer_order
from shop.order.models import MAX_NOTE_LENGTH, Order, OrderStatus, Role, TransitionReason
from shop.order.states import AWAITING, CANCELLED
from shop.order.transitions import lock_order, release_to_sellers
from shop.payment.models import PaymentStatus
from shop.users.models import User


@dataclass(frozen=True)
class CallResult:
    """What became of the order by a call; `is_settled` is False for one that still waits."""

    is_settled: bool
    tries: int


def needs_call(total: int) -> bool:
    """Whether a cash order of so many đồng is confirmed by phone before its sellers see it."""
    return bool(settings.COD_CALL_ABOVE) and total > settings.COD_CALL_ABOVE


def orders_to_call() -> QuerySet[Order]:
    """Return the cash orders that wait for a call, the longest waiting first."""
    return Order.objects.filter(
        status=OrderStatus.AWAITING_PAYMENT, payment__status=PaymentStatus.ON_DELIVERY
    ).order_by("pk")


@transaction.atomic
def record_call(*, order: Order, outcome: str, actor: User, note: str = "") -> CallResult:
    """Write a call down and follow it: confirmed goes to the sellers, cancelled frees the goods.

    Raises TransitionRefused for an order that no longer waits: somebody else has called.
    """
    if outcome not in CallOutcome.values:
        raise ValueError(outcome)
    order, producer_orders = lock_order(order.pk)
    if not orders_to_call().filter(pk=order.pk).exists():
        raise TransitionRefused(_("This order no longer waits for a call."))
    ConfirmationCall.objects.create(
        order=order,
        outcome=outcome,
        at=now(),
        actor=actor,
        note=clean_text(note, MAX_NOTE_LENGTH),
    )
    if outcome == CallOutcome.CONFIRMED:
        release_to_sellers(order, producer_orders)
    if outcome == CallOutcome.CANCELLED:
        for producer_order in producer_orders.values():
            if producer_order.status == AWAITING:
                transition_producer_order(
                    producer_order=producer_order,
                    to=CANCELLED,
                    role=Role.STAFF,
                    actor=actor,
                    reason=TransitionReason.BUYER_ASKED,
                    note=note,
                )
    return CallResult(outcome != CallOutcome.NOT_REACHED, order.calls.count())
