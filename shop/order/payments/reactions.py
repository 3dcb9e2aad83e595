"""What money and invoices do when parcels move: cash comes at the door, what was cancelled goes back."""

from shop.order.invoices.services import follow_delivered, follow_taken_back
from shop.order.models import Order, ProducerOrder, TransitionReason
from shop.order.payments.cash import note_collected
from shop.order.payments.refunds import refund_producer_orders
from shop.order.payments.services import settle_order
from shop.order.states import CANCELLED, DELIVERED, RETURNED
from shop.payment.methods import CASH_ON_DELIVERY
from shop.payment.models import RefundReason
from shop.users.models import User

_REASONS = {
    TransitionReason.DAMAGED: RefundReason.DAMAGED,
    TransitionReason.NOT_AS_SHOWN: RefundReason.NOT_AS_SHOWN,
}


def follow_parcels(
    *,
    order: Order,
    moved: list[ProducerOrder],
    to: str,
    actor: User | None,
    reason: str,
) -> None:
    """Settle the order in the transaction that moved its parcels.

    A refund for a cancelled parcel is agreed to at once, below the sum that wants two people; one
    for a parcel that came back waits for somebody who has seen the goods.
    """
    if to == DELIVERED:
        follow_delivered(moved)
    if to == RETURNED:
        follow_taken_back(moved)
    if to == DELIVERED and order.payment.method == CASH_ON_DELIVERY.code:
        note_collected(order, moved)
    if to not in (CANCELLED, RETURNED):
        return
    settle_order(order_id=order.pk, reason=reason, actor=actor)
    refund_producer_orders(
        order=order,
        producer_orders=[row.pk for row in moved],
        key=f"{to}-{min(row.pk for row in moved)}",
        reason=RefundReason.CANCELLED
        if to == CANCELLED
        else _REASONS.get(TransitionReason(reason), RefundReason.RETURNED),
        by=actor if actor is not None and actor.is_staff else None,
        waits=to == RETURNED,
    )
