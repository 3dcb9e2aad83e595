"""The outbox: a row is written with every change, and deleted when the change is searchable.

Draining has two steps. First entries are rewritten on the site's own database, in one transaction
with the outbox. Then, where the shop searches on a cluster, the documents are sent there; what the
cluster could not take waits, and what it refuses is set aside with its reason.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import QuerySet

from search.engines.select import remote_index
from search.index.entries import reindex
from search.index.page_entries import reindex_pages
from search.index.remote import PushResult, RemoteIndex, RemoteUnavailable
from search.models import OutboxEntry, OutboxKind, SearchVersion

BATCH = 500
#: A change made in a request is drained in that request only up to here, and sent to a cluster
#: only when no more than MAX_SENT_IN_REQUEST wait; the worker does the rest.
MAX_DRAINED_IN_REQUEST = 500
MAX_SENT_IN_REQUEST = 50
#: How often a document is sent that the cluster neither takes nor refuses.
MAX_ATTEMPTS = 20

_REWRITE: dict[str, Callable[[list[int]], int]] = {
    OutboxKind.PRODUCT: reindex,
    OutboxKind.PAGE: reindex_pages,
}

Reasons = dict[str, dict[int, str]]

logger = logging.getLogger(__name__)


@dataclass
class DrainResult:
    """What a pass did: rows done, set aside, and those that still wait for the cluster.

    `unavailable` is the reason of RemoteUnavailable; `delayed` are the rows that the cluster did not
    take this time.
    """

    done: int = 0
    waiting: int = 0
    set_aside: int = 0
    unavailable: str = ""
    delayed: list[int] = field(default_factory=list)


def record(kind: OutboxKind, ids: Iterable[int]) -> None:
    """Write outbox rows for these objects, in the transaction that changes them."""
    rows = [OutboxEntry(kind=kind, object_id=pk) for pk in sorted(set(ids))]
    if not rows:
        return
    OutboxEntry.objects.bulk_create(rows, batch_size=BATCH)
    if all(call[1] is not drain_after_commit for call in connection.run_on_commit):
        transaction.on_commit(drain_after_commit, robust=True)


def drain_after_commit() -> None:
    """Index a change right after its commit: one pass for all changes of a transaction."""
    drain(limit=MAX_DRAINED_IN_REQUEST, may_wait=False)


def count_waiting() -> int:
    """Return how many rows wait to be drained."""
    return OutboxEntry.objects.filter(set_aside=False).count()


def count_set_aside() -> int:
    """Return how many rows were refused and need someone to look at them."""
    return OutboxEntry.objects.filter(set_aside=True).count()


def refusals(limit: int) -> list[str]:
    """Return the first of them for an operator to read: what it is about, and why."""
    rows = OutboxEntry.objects.filter(set_aside=True).order_by("pk")[:limit]
    return [f"{row.get_kind_display()} {row.object_id}: {row.error}" for row in rows]


def record_refusals(kind: OutboxKind, reasons: dict[int, str]) -> None:
    """Write rows for documents that were refused during a build."""
    OutboxEntry.objects.bulk_create(
        OutboxEntry(kind=kind, object_id=pk, written=True, set_aside=True, attempts=1, error=reason)
        for pk, reason in sorted(reasons.items())
    )


def row_ids(*, written: bool) -> list[int]:
    """Return the rows there are now, set aside or not; only those whose entry is `written`, or all.

    A build deletes them when it is done, and not those written meanwhile.
    """
    rows = OutboxEntry.objects.filter(written=True) if written else OutboxEntry.objects.all()
    return list(rows.values_list("pk", flat=True))


def delete(rows: list[int]) -> None:
    """Delete rows whose changes a build has indexed."""
    for start in range(0, len(rows), BATCH):
        OutboxEntry.objects.filter(pk__in=rows[start : start + BATCH]).delete()


def drain(*, limit: int | None = None, may_wait: bool = True) -> DrainResult:
    """Take waiting rows, oldest first, until none is left or the limit is reached.

    While the cluster is away entries are rewritten all the same, because the site's database
    answers for it. Safe to run many times and in several processes at once. With
    `may_wait=False` a shopper waits: little is sent to the cluster, with one quick try.
    """
    result, left = DrainResult(), limit
    while left is None or left > 0:
        size = BATCH if left is None else min(BATCH, left)
        written = _write(result, size) if _unwritten().exists() else 0
        sent = 0 if result.unavailable else _send(result, size, may_wait=may_wait)
        if not written and not sent:
            break
        left = None if left is None else left - max(written, sent)
    result.waiting = count_waiting() if remote_index() is not None else 0
    return result


def _unwritten() -> QuerySet[OutboxEntry]:
    """Return rows whose entry is to be rewritten: without a cluster all, also those that once waited."""
    remote = remote_index() is not None
    return OutboxEntry.objects.filter(set_aside=False, **({"written": False} if remote else {}))


@transaction.atomic
def _write(result: DrainResult, limit: int) -> int:
    """Rewrite the entries of waiting rows; return how many rows were taken."""
    remote = remote_index() is not None
    skip = connection.features.has_select_for_update_skip_locked
    rows = list(_unwritten().select_for_update(skip_locked=skip).order_by("pk")[:limit])
    if not rows:
        return 0
    refused: Reasons = {kind: _rewrite(kind, _ids(rows, kind)) for kind in OutboxKind}
    refused_rows, done_rows = _split_by_reasons(rows, refused)
    _set_aside(result, refused_rows, refused)
    SearchVersion.bump(SearchVersion.PAGES)
    done_entries = OutboxEntry.objects.filter(pk__in=[row.pk for row in done_rows])
    if remote:
        done_entries.update(written=True)
    else:
        done_entries.delete()
        result.done += len(done_rows)
    return len(rows)


def _rewrite(kind: str, ids: list[int]) -> dict[int, str]:
    """Rewrite entries, one by one when together they fail; return why some could not be."""
    try:
        with transaction.atomic():
            _REWRITE[kind](ids)
    except (InterfaceError, OperationalError):
        raise
    except Exception as error:
        if len(ids) == 1:
            return {ids[0]: repr(error)[:500]}
        return {key: reason for pk in ids for key, reason in _rewrite(kind, [pk]).items()}
    return {}


def _send(result: DrainResult, limit: int, *, may_wait: bool) -> int:
    """Send written documents to the cluster; return how many rows need no more of it."""
    index = remote_index()
    if index is None:
        return 0
    max_rows = limit if may_wait else min(limit, MAX_SENT_IN_REQUEST)
    waiting_entries = OutboxEntry.objects.filter(set_aside=False, written=True).order_by("pk")
    waiting_entries = waiting_entries.exclude(pk__in=result.delayed)
    rows = list(waiting_entries[: max_rows + 1])
    if not rows or (len(rows) > max_rows and not may_wait):
        return 0
    rows = rows[:max_rows]
    try:
        results = _push(index, rows, may_wait=may_wait)
    except RemoteUnavailable as away:
        result.unavailable = away.reason
        return 0
    refused = {kind: pushed.refused for kind, pushed in results.items()}
    delayed = {kind: pushed.delayed for kind, pushed in results.items()}
    refused_rows, other_rows = _split_by_reasons(rows, refused)
    delayed_rows, done_rows = _split_by_reasons(other_rows, delayed)
    _set_aside(result, refused_rows, refused)
    _delay(result, delayed_rows, delayed)
    _delete_done(done_rows)
    result.done += len(done_rows)
    return len(rows) - len(delayed_rows)


def _push(index: RemoteIndex, rows: list[OutboxEntry], *, may_wait: bool) -> dict[str, PushResult]:
    ids_by_kind = {kind: _ids(rows, kind) for kind in OutboxKind}
    return {
        kind: index.push(kind, ids, may_wait=may_wait) for kind, ids in ids_by_kind.items() if ids
    }


def _delete_done(rows: list[OutboxEntry]) -> None:
    """Delete rows that are done, and rows of the same objects that were once set aside."""
    OutboxEntry.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for kind in OutboxKind:
        OutboxEntry.objects.filter(
            set_aside=True, kind=kind, object_id__in=_ids(rows, kind)
        ).delete()


def _delay(result: DrainResult, rows: list[OutboxEntry], reasons: Reasons) -> None:
    """Count the attempt; a row that was tried too often is set aside."""
    for row in rows:
        row.attempts, row.error = row.attempts + 1, reasons[row.kind][row.object_id]
    OutboxEntry.objects.bulk_update(rows, ["attempts", "error"])
    result.delayed += [row.pk for row in rows]
    _set_aside(result, [row for row in rows if row.attempts >= MAX_ATTEMPTS], reasons)


def _set_aside(result: DrainResult, rows: list[OutboxEntry], reasons: Reasons) -> None:
    for row in rows:
        row.attempts, row.set_aside = row.attempts + 1, True
        row.error = reasons[row.kind][row.object_id]
        logger.error("search: %s %s set aside: %s", row.kind, row.object_id, row.error)
    OutboxEntry.objects.bulk_update(rows, ["attempts", "set_aside", "error"])
    result.set_aside += len(rows)


def _split_by_reasons(
    rows: list[OutboxEntry], reasons: Reasons
) -> tuple[list[OutboxEntry], list[OutboxEntry]]:
    """Return the rows that something is said about, and the others."""
    parts: tuple[list, list] = ([], [])
    for row in rows:
        parts[row.object_id not in reasons.get(row.kind, {})].append(row)
    return parts


def _ids(rows: list[OutboxEntry], kind: str) -> list[int]:
    return sorted({row.object_id for row in rows if row.kind == kind})
