"""Steps of a locked order's parcels, with what belongs to each: a record, the stock, the e-mails."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from catalogue.clock import now
from catalogue.text import clean_text
from shop.mail.outbox import enqueue_email
from shop.order.emails.seller import notify_cancellations, notify_new_orders
from shop.order.emails.status import STATUS_CHANGED, is_emailed
from shop.order.exceptions import TransitionRefused
from shop.order.models import (
    MAX_NOTE_LENGTH,
    Line,
    Order,
    ProducerOrder,
    ProducerOrderStatus,
    ProducerOrderTransition,
    Role,
    TransitionReason,
)
from shop.order.states import (
    AWAITING,
    CANCELLED,
    DELIVERED,
    NEW,
    SHIPPED,
    order_status_from,
    reasons_for,
)
from shop.order.stock import cancel_allocations, consume_allocations
from shop.users.models import User


def lock_order(order_id: int) -> tuple[Order, dict[int, ProducerOrder]]:
    """Lock the order, then its producer orders: changes of one order wait for each other."""
    order = Order.objects.select_for_update(of=("self",)).get(pk=order_id)
    producer_orders = ProducerOrder.objects.select_for_update(of=("self",)).filter(order=order)
    return order, {
        producer_order.pk: producer_order for producer_order in producer_orders.order_by("pk")
    }


def release_to_sellers(order: Order, producer_orders: dict[int, ProducerOrder]) -> bool:
    """Hand a paid order's parcels to their sellers and tell them; False when none awaits payment any more.

    Order and producer orders are what lock_order() gave.
    """
    waiting = [row for row in producer_orders.values() if row.status == AWAITING]
    if waiting:
        record_transitions(order, producer_orders, waiting, NEW, role=Role.SYSTEM)
        notify_new_orders(waiting)
    return bool(waiting)


def cancel_unpaid(order: Order, producer_orders: dict[int, ProducerOrder]) -> bool:
    """Cancel what still awaits payment and free its goods; False when nothing does."""
    waiting = [row for row in producer_orders.values() if row.status == AWAITING]
    if waiting:
        record_transitions(
            order,
            producer_orders,
            waiting,
            CANCELLED,
            role=Role.SYSTEM,
            reason=TransitionReason.NOT_PAID,
        )
    return bool(waiting)


def reopen_unpaid(order: Order, producer_orders: dict[int, ProducerOrder]) -> None:
    """Let what ended unpaid await its money again; its goods are held by the caller."""
    ended = [row for row in producer_orders.values() if row.status == CANCELLED]
    record_transitions(order, producer_orders, ended, AWAITING, role=Role.SYSTEM)


def record_transitions(
    order: Order,
    producer_orders: dict[int, ProducerOrder],
    affected: list[ProducerOrder],
    to: str,
    *,
    role: str,
    actor: User | None = None,
    reason: str = "",
    note: str = "",
) -> None:
    """Take these of a locked order's parcels to a status: stock, the order's own status and e-mails follow.

    Raises TransitionRefused where a reason is missing. What the money does is the caller's.
    """
    choices = reasons_for(to, role)
    if choices and reason not in choices:
        raise TransitionRefused(_("Please choose a reason."))
    at, transitions = now(), []
    for producer_order in affected:
        before, producer_order.status = producer_order.status, ProducerOrderStatus(to)
        producer_order.save(update_fields=["status"])
        transitions.append(
            ProducerOrderTransition(
                producer_order=producer_order,
                before=before,
                after=to,
                at=at,
                role=role,
                actor=actor,
                reason=reason if choices else "",
                note=clean_text(note, MAX_NOTE_LENGTH),
            )
        )
    ProducerOrderTransition.objects.bulk_create(transitions)
    _adjust_stock(order, affected, to)
    _update_order_status(order, producer_orders.values())
    if is_emailed(affected, to) and reason != TransitionReason.NOT_PAID:
        enqueue_email(STATUS_CHANGED, transitions[0].pk)
    if to == CANCELLED:
        notify_cancellations([step for step in transitions if step.before != AWAITING])


def _adjust_stock(order: Order, affected: list[ProducerOrder], to: str) -> None:
    sellers = [producer_order.partner_id for producer_order in affected]
    lines = Line.objects.filter(order=order, partner__in=sellers)
    if to == CANCELLED:
        cancel_allocations(lines)
    elif to == SHIPPED or any(row.is_pickup and to == DELIVERED for row in affected):
        consume_allocations(lines)


def _update_order_status(order: Order, producer_orders: Iterable[ProducerOrder]) -> None:
    """Write the order's own status, where Oscar's screens and reports look for it."""
    before, after = (
        order.status,
        order_status_from([producer_order.status for producer_order in producer_orders]),
    )
    if before != after:
        order.status = after.value
        order.save(update_fields=["status"])
        order.status_changes.create(old_status=before, new_status=after.value)
