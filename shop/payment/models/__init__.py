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
from shop.payment.models.payout_batch import (
    PayoutBatch,
    PayoutItem,
    PayoutItemQuerySet,
    PayoutItemStatus,
    PayoutStatus,
    PayoutTransition,
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
from shop.payment.models.seller_account import (
    WAITING_TIME,
    SellerAccount,
    SellerAccountQuerySet,
)
from shop.payment.models.seller_payout import SellerPayout, SellerPayoutQuerySet

__all__ = [
    "INCOMING",
    "MOVED",
    "UNPAID",
    "UNSETTLED",
    "WAITING_TIME",
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
    "PayoutBatch",
    "PayoutItem",
    "PayoutItemQuerySet",
    "PayoutItemStatus",
    "PayoutStatus",
    "PayoutTransition",
    "ProviderEvent",
    "Refund",
    "RefundItem",
    "RefundReason",
    "RefundStatus",
    "RefundTransition",
    "SellerAccount",
    "SellerAccountQuerySet",
    "SellerPayout",
    "SellerPayoutQuerySet",
    "StatementState",
]

from oscar.apps.payment.models import *
