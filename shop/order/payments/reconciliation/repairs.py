"""Finishing or refunding what a killed process left between two steps."""

from collections.abc import Iterable

from django.db import transaction

from catalogue.clock import now
from shop.order.exceptions import RefundRefused
from shop.order.models import Order
from shop.order.payments.cash import note_collected
from shop.order.payments.reconciliation.findings import BookFault, Finding
from shop.order.payments.reconciliation.surroundings import ATTEMPT_ENDS_AFTER, stuck_attempts
from shop.order.payments.refunds import refund_excess
from shop.order.payments.sending import sync_refunded
from shop.order.payments.services import settle_order
from shop.order.states import DELIVERED
from shop.order.transitions import lock_order
from shop.payment.models import AttemptStatus, Payment, RefundStatus

_REPAIRED = frozenset(
    {
        BookFault.CASH_NOT_WRITTEN,
        BookFault.STATUS_DIFFERS,
        BookFault.SELLERS_DIFFER,
        BookFault.MONEY_WITHOUT_ORDER,
        BookFault.OVERPAID,
    }
)


def repair(findings: Iterable[Finding]) -> list[str]:
    """Put right what follows from what is written down; return what was done, in codes.

    What needs a judgement is left: money is given back by itself only where no refund of the order
    was refused or failed.
    """
    done = []
    for finding in findings:
        if finding.kind in _REPAIRED and _repair(finding):
            done.append(f"{finding.kind} {finding.order}")
    ended = stuck_attempts().filter(created_at__lt=now() - ATTEMPT_ENDS_AFTER)
    for attempt in ended:
        attempt.status, attempt.error = AttemptStatus.EXPIRED, "never reached the provider"
        attempt.save(update_fields=["status", "error"])
        done.append(f"{BookFault.ATTEMPT_STUCK} {attempt.payment.order.number}")
    return done


@transaction.atomic
def _repair(finding: Finding) -> bool:
    payment = Payment.objects.select_related("order").get(pk=finding.about)
    order, producer_orders = lock_order(payment.order_id)
    if finding.kind == BookFault.CASH_NOT_WRITTEN:
        note_collected(order, [row for row in producer_orders.values() if row.status == DELIVERED])
        return True
    if finding.kind == BookFault.SELLERS_DIFFER:
        sync_refunded(sorted(producer_orders))
    if finding.kind in (BookFault.MONEY_WITHOUT_ORDER, BookFault.OVERPAID):
        return _give_back(payment, order)
    settle_order(order_id=order.pk, reason="reconciled")
    return True


def _give_back(payment: Payment, order: Order) -> bool:
    judged = (RefundStatus.REJECTED, RefundStatus.FAILED)
    if payment.refunds.filter(status__in=judged).exists():
        return False
    try:
        return bool(refund_excess(order=order))
    except RefundRefused:
        return False
