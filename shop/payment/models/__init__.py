"""Payments: one for an order, its attempts, the ledger, refunds, and what providers told us."""

from shop.payment.models.event import EventOutcome, ProviderEvent
from shop.payment.models.ledger import INCOMING, EntryKind, LedgerEntry, LedgerEntryQuerySet
from shop.payment.models.payment import (
    AttemptStatus,
    Payment,
    PaymentAttempt,
    PaymentStatus,
    PaymentTransition,
)
from shop.payment.models.refund import Refund, RefundItem, RefundReason, RefundStatus

__all__ = [
    "INCOMING",
    "AttemptStatus",
    "EntryKind",
    "EventOutcome",
    "LedgerEntry",
    "LedgerEntryQuerySet",
    "Payment",
    "PaymentAttempt",
    "PaymentStatus",
    "PaymentTransition",
    "ProviderEvent",
    "Refund",
    "RefundItem",
    "RefundReason",
    "RefundStatus",
]

from oscar.apps.payment.models import *
