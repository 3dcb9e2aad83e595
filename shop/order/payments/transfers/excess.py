"""Giving back what a transfer brought too much: proposed here, agreed to and sent by people."""

from shop.order.exceptions import RefundRefused
from shop.order.models import Order
from shop.order.payments.refundable import read_refundable
from shop.order.payments.refunds import move_refund, refund_excess
from shop.payment.models import BankLine, Refund, RefundStatus
from shop.users.models import User


def propose_excess(*, order: Order, line: BankLine, amount: int) -> None:
    """Propose a refund of so many đồng that nobody owes; the same entry proposes once."""
    refund_excess(order=order, key=_key(line), most=amount, note=line.content, waits=True)


def withdraw_excess(*, line: BankLine, by: User) -> None:
    """Withdraw what was proposed for a line that is undone. Raises RefundRefused if it has gone on."""
    for refund in Refund.objects.filter(idempotency_key__startswith=f"{_key(line)}/"):
        if refund.status == RefundStatus.PROPOSED:
            move_refund(refund, RefundStatus.REJECTED, reason=line.content, actor=by)
        elif refund.status not in (RefundStatus.REJECTED, RefundStatus.FAILED):
            raise RefundRefused(str(refund))


def lower_excess(*, order: Order, line: BankLine, by: User | None = None) -> None:
    """Withdraw proposals that money taken back has left without cover; propose what still is too much.

    What somebody has begun to send stays. The order is locked by the caller.
    """
    if not read_refundable(order).uncovered:
        return
    refunds = Refund.objects.filter(payment__order=order, items=None)
    waiting = list(refunds.filter(status__in=(RefundStatus.PROPOSED, RefundStatus.APPROVED)))
    for refund in waiting:
        move_refund(refund, RefundStatus.REJECTED, reason=line.content, actor=by)
    if waiting:
        refund_excess(order=order, key=f"{_key(line)}-rest", note=line.content, by=by, waits=True)


def _key(line: BankLine) -> str:
    return f"bank-line-{line.pk}-{line.entries}"
