"""Giving back what a transfer brought too much: proposed here, agreed to and sent by people."""

from catalogue.clock import now
from shop.payment.models import BankLine, Refund, RefundReason, RefundStatus


def propose_excess(*, line: BankLine, amount: int, reason: RefundReason) -> None:
    """Propose a refund of so many đồng that nobody owes; the same entry proposes once."""
    if line.payment is None:
        return
    Refund.objects.get_or_create(
        idempotency_key=_key(line),
        defaults={
            "payment": line.payment,
            "amount": amount,
            "reason": reason,
            "note": line.content[:500],
            "requested_at": now(),
        },
    )


def withdraw_excess(*, line: BankLine) -> bool:
    """Withdraw the proposal of a line that is undone; False where it was agreed to meanwhile."""
    proposals = Refund.objects.filter(idempotency_key__startswith=_key(line))
    open_ones = proposals.filter(status=RefundStatus.PROPOSED)
    if proposals.exclude(status__in=(RefundStatus.PROPOSED, RefundStatus.REJECTED)).exists():
        return False
    open_ones.update(status=RefundStatus.REJECTED)
    return True


def _key(line: BankLine) -> str:
    return f"bank-line-{line.pk}-{line.entries}"
