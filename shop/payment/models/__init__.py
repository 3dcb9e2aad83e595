"""Payments: one for an order, its attempts, the ledger, refunds, and what providers told us."""

from shop.payment.models.bank import (
    MOVED,
    UNSETTLED,
    BankLayout,
    BankLine,
    BankLineQuerySet,
    BankLineStep,
    BankStatement,
    LineOutcome,
    StatementState,
)
from shop.payment.models.dispute import Dispute, DisputeStatus
from shop.payment.models.event import EventOutcome, ProviderEvent
from shop.payment.models.ledger import INCOMING, EntryKind, LedgerEntry, LedgerEntryQuerySet
from shop.payment.models.payment import (
    UNPAID,
    AttemptStatus,
    Payment,
    PaymentAttempt,
    PaymentStatus,
    PaymentTransition,
)
from shop.payment.models.reconciliation import DailyReport
from shop.payment.models.refund import (
    PayoutAccount,
    Refund,
    RefundItem,
    RefundReason,
    RefundStatus,
    RefundTransition,
)
from shop.payment.models.seller_payout import SellerPayout, SellerPayoutQuerySet

__all__ = [
    "INCOMING",
    "MOVED",
    "UNPAID",
    "UNSETTLED",
    "AttemptStatus",
    "BankLayout",
    "BankLine",
    "BankLineQuerySet",
    "BankLineStep",
    "BankStatement",
    "DailyReport",
    "Dispute",
    "DisputeStatus",
    "EntryKind",
    "EventOutcome",
    "LedgerEntry",
    "LedgerEntryQuerySet",
    "LineOutcome",
    "Payment",
    "PaymentAttempt",
    "PaymentStatus",
    "PaymentTransition",
    "PayoutAccount",
    "ProviderEvent",
    "Refund",
    "RefundItem",
    "RefundReason",
    "RefundStatus",
    "RefundTransition",
    "SellerPayout",
    "SellerPayoutQuerySet",
    "StatementState",
]

from oscar.apps.payment.models import *
