"""The one way into the log: in the transaction of the change, at the head of the chain.

Locks are taken in one order everywhere, products before the log: whoever changes many products in
one transaction wraps it in log_written_last().
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from catalogue.account import User
from catalogue.certificate_log.content import (
    NO_HASH,
    content_hash,
    entry_content,
    entry_hash,
    role_of,
)
from catalogue.models.certificate import Certificate
from catalogue.models.certificate_log import CertificateLogEntry, LogEntryKind
from catalogue.models.product import Product
from catalogue.triggers import AppendOnlyTable

BATCH = 1000
LOG_TABLE = AppendOnlyTable(
    "catalogue_certificatelogentry",
    "certificate_log_only_grows",
    "the log of certificates only grows",
)


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """What happened to one certificate, as it stands after it."""

    certificate: Certificate
    kind: LogEntryKind
    effective_on: date
    decision_number: str = ""


@dataclass(frozen=True, slots=True)
class PendingEntry:
    """An entry whose place in the chain is not known yet."""

    certificate_id: int
    kind: str
    at: datetime
    content: str


_collected: ContextVar[list[PendingEntry] | None] = ContextVar("certificate_log", default=None)
_rehearsing: ContextVar[bool] = ContextVar("certificate_log_rehearsing", default=False)


@transaction.atomic
def log_events(*, events: Sequence[LoggedEvent], by: User) -> None:
    """Write what happened to certificates into the log, in the order given.

    Every change to a certificate goes through here in its own transaction. The facts are those that
    the certificates hold now. Within log_written_last() they are written at its end.
    """
    if not events or _rehearsing.get():
        return
    role, moment = role_of(by), timezone.now()
    titles = _titles({event.certificate.product_id for event in events})
    entries = [
        PendingEntry(
            event.certificate.pk,
            event.kind,
            moment,
            entry_content(
                event.certificate,
                kind=event.kind,
                at=moment,
                effective_on=event.effective_on,
                decision_number=event.decision_number,
                role=role,
                product_title=titles.get(event.certificate.product_id, ""),
            ),
        )
        for event in events
    ]
    collected = _collected.get()
    if collected is not None:
        collected += entries
    else:
        append(entries)


@contextmanager
def log_left_alone() -> Iterator[None]:
    """Write nothing into the log within the block, of which everything is rolled back."""
    token = _rehearsing.set(True)
    try:
        yield
    finally:
        _rehearsing.reset(token)


@contextmanager
def log_written_last() -> Iterator[None]:
    """Hold entries back until the end of the block, which stands within one transaction.

    The log is then locked for moments, not for the minutes of an import, and never while products
    are still being locked: two changes cannot wait for each other.
    """
    if _collected.get() is not None:
        yield
        return
    entries: list[PendingEntry] = []
    token = _collected.set(entries)
    try:
        yield
    finally:
        _collected.reset(token)
    append(entries)


def append(entries: Sequence[PendingEntry]) -> None:
    """Put entries behind the head of the chain; nobody else writes to it until the commit."""
    if not entries:
        return
    lock_log()
    head = CertificateLogEntry.objects.order_by("-sequence").values_list("sequence", "hash").first()
    sequence, previous = head or (0, NO_HASH)
    for start in range(0, len(entries), BATCH):
        rows = []
        for entry in entries[start : start + BATCH]:
            sequence += 1
            rows.append(_entry(entry, sequence, previous))
            previous = rows[-1].hash
        CertificateLogEntry.objects.bulk_create(rows)


def lock_log() -> None:
    """Let one transaction write at a time; readers go on. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        table = connection.ops.quote_name(CertificateLogEntry._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def _entry(entry: PendingEntry, sequence: int, previous: str) -> CertificateLogEntry:
    return CertificateLogEntry(
        sequence=sequence,
        certificate_id=entry.certificate_id,
        kind=entry.kind,
        at=entry.at,
        content=entry.content,
        previous_hash=previous,
        hash=entry_hash(sequence, previous, content_hash(entry.content)),
    )


def _titles(product_ids: set[int]) -> dict[int, str]:
    ids = sorted(product_ids)
    titles: dict[int, str] = {}
    for start in range(0, len(ids), BATCH):
        rows = Product.objects.filter(pk__in=ids[start : start + BATCH])
        titles |= dict(rows.values_list("pk", "title"))
    return titles
