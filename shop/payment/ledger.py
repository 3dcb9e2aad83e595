"""Writing to and reading from the ledger. Nothing else adds its rows."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from catalogue.clock import now
from catalogue.triggers import AppendOnlyTable
from shop.payment.models import EntryKind, LedgerEntry, Payment, PaymentAttempt
from shop.payment.states import Balance

LEDGER_TABLE = AppendOnlyTable(
    "payment_ledgerentry", "payment_ledger_only_grows", "the ledger of payments only grows"
)


class LedgerMismatch(Exception):
    """The same movement was told before with another amount or for another payment."""


def record_entry(
    *,
    payment: Payment,
    kind: EntryKind,
    amount: int,
    reference: str,
    method: str = "",
    occurred_at: datetime | None = None,
    attempt: PaymentAttempt | None = None,
) -> bool:
    """Write a movement down, in whole đồng; False when it stands already: news may come twice.

    Raises LedgerMismatch where the row that stands says something else. Call it with the order
    locked, inside a transaction.
    """
    method = method or payment.method
    facts = {"payment": payment, "amount": amount}
    entry, created = LedgerEntry.objects.get_or_create(
        method=method,
        kind=kind,
        reference=reference,
        defaults=facts
        | {"attempt": attempt, "occurred_at": occurred_at or now(), "recorded_at": now()},
    )
    if not created and (entry.payment_id, int(entry.amount)) != (payment.pk, amount):
        raise LedgerMismatch(f"{method} {kind} {reference}")
    return created


def balance_from(entries: Iterable[LedgerEntry]) -> Balance:
    """Return what these entries of one payment come to."""
    sums: defaultdict[str, int] = defaultdict(int)
    for entry in entries:
        sums[entry.kind] += int(entry.amount)
    return Balance(
        received=sums[EntryKind.RECEIVED] - sums[EntryKind.REVERSED],
        refunded=sums[EntryKind.REFUNDED] - sums[EntryKind.REFUND_FAILED],
        charged_back=sums[EntryKind.CHARGED_BACK] - sums[EntryKind.CHARGEBACK_WON],
        taken_back=sums[EntryKind.REVERSED],
    )


def balance_of(payment: Payment) -> Balance:
    """Return what the ledger says of a payment now."""
    return balance_from(payment.entries.all())
