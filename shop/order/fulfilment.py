"""Changing the status of producer orders for people; what the money does follows in the same transaction."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from shop.order.exceptions import TransitionRefused
from shop.order.models import Order, ProducerOrder, ProducerOrderStatus, Role
from shop.order.payments.reactions import follow_parcels
from shop.order.states import CANCELLED, DELIVERED, SHIPPED, may_follow
from shop.order.transitions import lock_order, record_transitions
from shop.payment.models import UNPAID
from shop.users.models import User


@dataclass(frozen=True)
class Cancellation:
    """The outcome of a request to cancel: producer orders cancelled now, before, and too late."""

    done: tuple[ProducerOrder, ...]
    already: tuple[ProducerOrder, ...]
    refused: tuple[ProducerOrder, ...]


@transaction.atomic
def transition_producer_order(
    *,
    producer_order: ProducerOrder,
    to: str,
    role: str,
    actor: User | None = None,
    reason: str = "",
    note: str = "",
) -> bool:
    """Set the status of a producer order; False when it has it already: a second click is safe.

    Raises TransitionRefused where the table of shop.order.states does not allow it, a reason is
    missing, or a seller would let go of goods whose money was taken back. Cancelling gives the
    stock back, handing over takes the goods out of it.
    """
    order, producer_orders = lock_order(producer_order.order_id)
    locked = producer_orders[producer_order.pk]
    if locked.status == to:
        return False
    if not may_follow(locked.status, to, role, is_pickup=locked.is_pickup):
        raise TransitionRefused(_refusal(locked, to))
    leaves = DELIVERED if locked.is_pickup else SHIPPED
    if to == leaves:
        refuse_unpaid(order, role)
    record_transitions(
        order, producer_orders, [locked], to, role=role, actor=actor, reason=reason, note=note
    )
    follow_parcels(order=order, moved=[locked], to=to, actor=actor, reason=reason)
    return True


def refuse_unpaid(order: Order, role: str) -> None:
    """Raise TransitionRefused where a seller would let go of goods whose money was taken back."""
    if role == Role.SELLER and order.payment.status in UNPAID:
        raise TransitionRefused(
            _("A bank has taken the payment back. Please wait until the shop has asked the buyer.")
        )


@transaction.atomic
def cancel_producer_orders(
    *,
    order: Order,
    producer_orders: Collection[int],
    reason: str,
    note: str = "",
    actor: User | None = None,
) -> Cancellation:
    """Cancel, for the buyer, those of these producer orders (keys) that are not packed yet.

    What was packed meanwhile is left as it is and returned as refused. Raises TransitionRefused
    when the reason is not one of a buyer's.
    """
    order, locked = lock_order(order.pk)
    wanted = [producer_order for pk, producer_order in locked.items() if pk in producer_orders]
    already = tuple(
        producer_order for producer_order in wanted if producer_order.status == CANCELLED
    )
    done = [
        producer_order
        for producer_order in wanted
        if may_follow(producer_order.status, CANCELLED, Role.BUYER)
    ]
    refused = tuple(
        producer_order for producer_order in wanted if producer_order not in (*already, *done)
    )
    if done:
        record_transitions(
            order, locked, done, CANCELLED, role=Role.BUYER, actor=actor, reason=reason, note=note
        )
        follow_parcels(order=order, moved=done, to=CANCELLED, actor=actor, reason=reason)
    return Cancellation(tuple(done), already, refused)


def _refusal(producer_order: ProducerOrder, to: str) -> str:
    return _("The parcel of %(seller)s is “%(state)s”, so it cannot become “%(wanted)s”.") % {
        "seller": producer_order.seller_name,
        "state": producer_order.status_label,
        "wanted": dict(ProducerOrderStatus.choices).get(to, to),
    }
