"""How far the money of an order is, as plain objects: what has come, what is owed, what goes back."""

from dataclasses import dataclass
from datetime import datetime

from catalogue.clock import VIETNAM
from shop.payment.ledger import balance_of
from shop.payment.models import UNPAID, AttemptStatus, Payment, PaymentStatus, RefundStatus
from shop.payment.ports import has_refund_port


@dataclass(frozen=True)
class ReceiptPayment:
    """How far the money is; whole đồng. `outstanding` is what the buyer still has to pay.

    `expires_at` is until when the goods of an unpaid order are kept, None where nothing ends.
    `bank_decides` says that the buyer has done their part by card and a bank is still at it,
    `bank_refused` that a bank took its time and then did not pay.
    """

    method: str
    reference: str
    state: str
    status: str
    received: int
    refunded: int
    outstanding: int
    expires_at: datetime | None
    bank_decides: bool = False
    bank_refused: bool = False
    #: What the buyer's bank has taken back.
    charged_back: int = 0

    @property
    def is_awaited(self) -> bool:
        """Whether the order waits for the buyer to pay."""
        return self.state == PaymentStatus.AWAITING

    @property
    def is_missing(self) -> bool:
        """Whether parcels that are with their sellers are not paid: a bank took the money back."""
        return self.state in UNPAID

    @property
    def is_over(self) -> bool:
        """Whether nobody paid in time."""
        return self.state == PaymentStatus.EXPIRED


@dataclass(frozen=True)
class ReceiptRefund:
    """Money that goes back, or has; whole đồng. `asks_account` says that the buyer names an account."""

    state: str
    amount: int
    sent_at: datetime | None
    asks_account: bool


def read_payment(payment: Payment, due: int) -> ReceiptPayment:
    balance = balance_of(payment)
    decides, refused = _read_attempts(payment)
    ends = payment.expires_at if payment.status == PaymentStatus.AWAITING else None
    return ReceiptPayment(
        method=payment.method,
        reference=payment.reference,
        state=payment.status,
        status=payment.get_status_display(),
        received=balance.received,
        refunded=balance.refunded,
        outstanding=max(0, due - balance.net),
        expires_at=ends.astimezone(VIETNAM) if ends else None,
        bank_decides=decides,
        bank_refused=refused,
        charged_back=balance.charged_back,
    )


def _read_attempts(payment: Payment) -> tuple[bool, bool]:
    """Whether a card's page was used and a bank decides yet; whether the newest one was refused.

    Nobody can pay on a page that was used; one that the provider never opened was refused by no bank.
    """
    if payment.status != PaymentStatus.AWAITING:
        return False, False
    used = payment.attempts.filter(url="").exclude(provider_reference="").order_by("-pk")
    statuses = list(used.values_list("status", flat=True))
    decides = AttemptStatus.OPEN in statuses
    return decides, not decides and statuses[:1] == [AttemptStatus.FAILED]


def read_refunds(payment: Payment) -> tuple[ReceiptRefund, ...]:
    """Refunds that were not refused nor asked for anew; the account only where none was given."""
    rows = list(payment.refunds.exclude(status=RefundStatus.REJECTED))
    replaced = {row.idempotency_key for row in rows}
    asks = any(not has_refund_port(row.method) and row.status != RefundStatus.SENT for row in rows)
    has_account = asks and hasattr(payment, "payout_account")
    return tuple(
        ReceiptRefund(
            state=row.status,
            amount=int(row.amount),
            sent_at=row.sent_at.astimezone(VIETNAM) if row.sent_at else None,
            asks_account=not has_account
            and row.status != RefundStatus.SENT
            and not has_refund_port(row.method),
        )
        for row in rows
        if f"{row.idempotency_key}+" not in replaced
    )
