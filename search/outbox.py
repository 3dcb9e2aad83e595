"""The outbox: what changed is written down with the change, and crossed out when it is findable.

Draining has two steps. First entries are rewritten on the site's own database, in one transaction
with the outbox. Then, where the shop searches on a cluster, the documents are sent there; what the
cluster could not take waits, and what it refuses is set aside with its reason.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from search.engine import remote_index
from search.indexing import reindex
from search.models import OutboxEntry, OutboxKind
from search.pages_index import reindex_pages
from search.remote import RemoteUnavailable

BATCH = 500
#: A change made in a request is drained in that request only up to here; the worker does the rest.
AT_ONCE = 500

logger = logging.getLogger(__name__)


@dataclass
class Drained:
    """What a pass did: rows done, rows that wait for the cluster, rows set aside."""

    done: int = 0
    waiting: int = 0
    set_aside: int = 0


def record(kind: OutboxKind, ids: Iterable[int]) -> None:
    """Write down that these objects changed, in the transaction that changes them."""
    rows = [OutboxEntry(kind=kind, object_id=pk) for pk in sorted(set(ids))]
    if not rows:
        return
    OutboxEntry.objects.bulk_create(rows, batch_size=BATCH)
    if all(call[1] is not drain_after_commit for call in connection.run_on_commit):
        transaction.on_commit(drain_after_commit, robust=True)


def drain_after_commit() -> None:
    """Make a change findable right after its commit: one pass for all changes of a transaction."""
    drain(limit=AT_ONCE)


def waiting() -> int:
    """Return how many rows wait to be drained."""
    return OutboxEntry.objects.filter(set_aside=False).count()


def drain(*, limit: int | None = None) -> Drained:
    """Take waiting rows, oldest first, until none is left, the limit is reached or the cluster
    is away. Safe to run many times and in several processes at once."""
    outcome, left = Drained(), limit
    while left is None or left > 0:
        taken = _write(BATCH if left is None else min(BATCH, left))
        sent = _send(outcome, BATCH)
        if not taken and not sent:
            break
        outcome.done += taken + sent
        left = None if left is None else left - max(taken, sent)
        if outcome.waiting:
            break
    return outcome


@transaction.atomic
def _write(limit: int) -> int:
    """Rewrite entries of waiting rows; without a cluster that is all and the rows are done."""
    rows = list(
        OutboxEntry.objects.filter(set_aside=False, written=False)
        .select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        .order_by("pk")[:limit]
    )
    if not rows:
        return 0
    reindex(_ids(rows, OutboxKind.PRODUCT))
    reindex_pages(_ids(rows, OutboxKind.PAGE))
    mine = OutboxEntry.objects.filter(pk__in=[row.pk for row in rows])
    if remote_index() is None:
        mine.delete()
        return len(rows)
    mine.update(written=True)
    return 0


def _send(outcome: Drained, limit: int) -> int:
    """Send written documents to the cluster; return how many rows are done with."""
    index = remote_index()
    rows = list(
        OutboxEntry.objects.filter(set_aside=False, written=True).order_by("pk")[:limit]
        if index is not None
        else []
    )
    if not rows:
        return 0
    refused: dict[tuple[str, int], str] = {}
    try:
        for kind in OutboxKind:
            ids = _ids(rows, kind)
            if ids:
                reasons = index.push(kind, ids)
                refused |= {(kind, pk): reason for pk, reason in reasons.items()}
    except RemoteUnavailable as away:
        logger.warning("search: %s waiting rows, the cluster is away: %s", len(rows), away)
        outcome.waiting = waiting()
        return 0
    poison = [row for row in rows if (row.kind, row.object_id) in refused]
    for row in poison:
        row.attempts, row.set_aside = row.attempts + 1, True
        row.error = refused[row.kind, row.object_id]
        logger.error("search: %s %s set aside: %s", row.kind, row.object_id, row.error)
    OutboxEntry.objects.bulk_update(poison, ["attempts", "set_aside", "error"])
    outcome.set_aside += len(poison)
    aside = {row.pk for row in poison}
    done = [row.pk for row in rows if row.pk not in aside]
    OutboxEntry.objects.filter(pk__in=done).delete()
    return len(done)


def _ids(rows: list[OutboxEntry], kind: str) -> list[int]:
    return sorted({row.object_id for row in rows if row.kind == kind})
