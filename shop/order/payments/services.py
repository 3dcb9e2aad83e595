"""An order's payment: opened with the order, settled from the ledger, ended when nobody pays.

Each locks the order first, then reads anew: two pieces of news about one order wait for each other,
and the same news twice changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from catalogue.clock import now
from shop.mail.outbox import enqueue_email
from shop.order.emails.payment import PAYMENT_RECEIVED
from shop.order.emails.seller import notify_money_missing
from shop.order.models import Order, ProducerOrder
from shop.order.settlement import LINE_READS, amount_due
from shop.order.transitions import lock_order, release_to_sellers
from shop.payment.ledger import balance_from, record_entry
from shop.payment.methods import PaymentMethod
from shop.payment.models import (
    EntryKind,
    LedgerEntry,
    Payment,
    PaymentAttempt,
    PaymentStatus,
    PaymentTransition,
)
from shop.payment.states import status_from
from shop.payment.transfer.references import REFERENCE_PREFIX
from shop.users.models import User


@dataclass(frozen=True)
class Movement:
    """Money that moved for a payment, as a provider or a bank tells it: whole đồng, never negative.

    `reference` is their own name for it, so that the same movement is written down once.
    """

    kind: EntryKind
    amount: int
    reference: str
    method: str
    occurred_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of a movement: whether it is new, and how much more there is now than is owed."""

    created: bool
    excess: int


def open_payment(*, order: Order, method: PaymentMethod) -> Payment:
    """Write down with a new order how it is to be paid; a method that pays before keeps the goods for a time."""
    moment = now()
    return Payment.objects.create(
        order=order,
        method=method.code,
        reference=f"{REFERENCE_PREFIX}{order.number}",
        amount=order.total_incl_tax,
        status=PaymentStatus.AWAITING if method.pays_before else PaymentStatus.ON_DELIVERY,
        expires_at=moment + timedelta(minutes=method.wait_minutes) if method.pays_before else None,
        created_at=moment,
    )


@transaction.atomic
def record_movement(
    *, payment: Payment, movement: Movement, attempt: PaymentAttempt | None = None
) -> bool:
    """Write money that moved into the ledger and settle the order; False when it stood there already.

    Raises LedgerMismatch where the same movement was told otherwise before.
    """
    order, producer_orders = lock_order(payment.order_id)
    return enter_movement(
        order=order,
        producer_orders=producer_orders,
        payment=payment,
        movement=movement,
        attempt=attempt,
    ).created


def enter_movement(
    *,
    order: Order,
    producer_orders: dict[int, ProducerOrder],
    payment: Payment,
    movement: Movement,
    attempt: PaymentAttempt | None = None,
) -> Entered:
    """Do what record_movement() does, in the transaction of whoever has locked the order."""
    created = record_entry(
        payment=payment,
        kind=movement.kind,
        amount=movement.amount,
        reference=movement.reference,
        method=movement.method,
        occurred_at=movement.occurred_at,
        attempt=attempt,
    )
    _status, excess = _settle(order, producer_orders, reason=movement.reference)
    if created and movement.kind in (EntryKind.REVERSED, EntryKind.CHARGED_BACK) and excess < 0:
        notify_money_missing(producer_orders.values())
    return Entered(created, excess)


@transaction.atomic
def settle_order(*, order_id: int, reason: str = "", actor: User | None = None) -> PaymentStatus:
    """Bring the payment's status in line with ledger and order; once paid, the sellers get to work."""
    order, producer_orders = lock_order(order_id)
    status, _excess = _settle(order, producer_orders, reason=reason, actor=actor)
    return status


def _settle(
    order: Order,
    producer_orders: dict[int, ProducerOrder],
    *,
    reason: str,
    actor: User | None = None,
) -> tuple[PaymentStatus, int]:
    """Return the status, and how many đồng there are more than is owed."""
    payment = Payment.objects.select_for_update().get(order_id=order.pk)
    entries = list(payment.entries.all())
    lines = order.lines.only(*LINE_READS)
    amount = amount_due(order, producer_orders=producer_orders.values(), lines=lines)
    balance = balance_from(entries)
    status = status_from(
        payment.status,
        balance=balance,
        ordered=amount.ordered,
        due=amount.due,
    )
    was_awaited = payment.status == PaymentStatus.AWAITING
    change_payment_status(payment=payment, to=status, reason=reason, actor=actor)
    if status == PaymentStatus.PAID and was_awaited:
        _name_method(payment, entries)
    if status == PaymentStatus.PAID and release_to_sellers(order, producer_orders):
        enqueue_email(PAYMENT_RECEIVED, order.pk)
    return status, balance.net - amount.due


def _name_method(payment: Payment, entries: list[LedgerEntry]) -> None:
    """Let a payment be called after the way by which the money came, whatever was chosen before."""
    methods = [entry.method for entry in entries if entry.kind == EntryKind.RECEIVED]
    if methods and methods[-1] != payment.method:
        payment.method = methods[-1]
        payment.save(update_fields=["method"])


def change_payment_status(
    *, payment: Payment, to: PaymentStatus, reason: str = "", actor: User | None = None
) -> bool:
    """Give a locked payment another status, with a record of it; False when it has it already."""
    if payment.status == to:
        return False
    before, payment.status = payment.status, to
    payment.save(update_fields=["status"])
    PaymentTransition.objects.create(
        payment=payment, before=before, after=to, at=now(), reason=reason[:200], actor=actor
    )
    return True
