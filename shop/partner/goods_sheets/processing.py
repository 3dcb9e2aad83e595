"""What the worker does with sheets of goods: writes their cells, or takes them back, a few at a time.

Each batch is one short transaction, so that buyers go on buying; a worker that is killed leaves whole
batches, and the next one goes on behind them. What somebody else has changed meanwhile, or buyers have
bought, is never written over.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from simple_history.utils import bulk_update_with_history

from catalogue.clock import now
from catalogue.models import Product
from catalogue.signals import products_changed
from shop.partner.models import (
    ChangedNumber,
    GoodsChange,
    GoodsChangeState,
    GoodsUpload,
    GoodsUploadState,
    StockRecord,
)
from shop.partner.stock_records import offered_numbers
from shop.users.models import User

#: Cells in one transaction: a fraction of a second on SQLite, where nobody else writes meanwhile.
BATCH = 200
#: How often a sheet may bring the worker down before it is left alone.
MOST_ATTEMPTS = 3
#: After so long without a batch the page says that it takes longer than it should.
STALLED_AFTER = timedelta(minutes=1)

#: What changes of a sheet are called in the history.
SHEET = "sheet"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SheetProgress:
    """Cells done and cells in all; `is_stalled`: nothing has moved for too long."""

    done: int
    total: int
    is_stalled: bool

    @property
    def percent(self) -> int:
        """How much is done, 0 to 100."""
        return 100 * self.done // self.total if self.total else 0


def sheet_progress(upload: GoodsUpload) -> SheetProgress:
    """Return how far the worker is with a sheet that is being applied or undone."""
    total = upload.changes.count()
    done = total - _remaining(upload).count()
    stalled = upload.moved_at is not None and now() - upload.moved_at > STALLED_AFTER
    return SheetProgress(done, total, stalled)


def process_waiting() -> None:
    """Go through the sheet that waits longest until it is done; what cannot be done is given back."""
    upload = GoodsUpload.objects.at_work().first()
    if upload is None:
        return
    if upload.attempts >= MOST_ATTEMPTS:
        logger.error("sheet %s: given up after %d attempts", upload.pk, upload.attempts)
        _finish(upload, given_up=True)
        return
    GoodsUpload.objects.filter(pk=upload.pk).update(attempts=F("attempts") + 1)
    while _write_some(upload):
        pass


def _remaining(upload: GoodsUpload) -> QuerySet[GoodsChange]:
    """The cells that are still to be written, or to be taken back."""
    applying = upload.state == GoodsUploadState.APPLYING
    return upload.changes.open() if applying else upload.changes.applied()


@transaction.atomic
def _write_some(upload: GoodsUpload) -> bool:
    """Write the next cells; False when none is left, or when another worker has the sheet."""
    rows = GoodsUpload.objects.select_for_update(skip_locked=True, of=("self",))
    locked = rows.filter(pk=upload.pk, state=upload.state).first()
    if locked is None:
        return False
    changes = list(_remaining(locked).order_by("stockrecord", "pk")[:BATCH])
    if not changes:
        _finish(locked)
        return False
    undoing = locked.state == GoodsUploadState.UNDOING
    after = GoodsChangeState.UNDONE if undoing else GoodsChangeState.APPLIED
    touched = _write(changes, after, by=locked.uploaded_by)
    products_changed.send(Product, ids=sorted(touched))
    GoodsUpload.objects.filter(pk=locked.pk).update(moved_at=now(), attempts=0)
    return True


def _finish(upload: GoodsUpload, *, given_up: bool = False) -> None:
    """Say that it is done; what was given up may be asked for again and goes on where it stopped.

    `attempts` then tells that it was given up.
    """
    moment, rows = now(), GoodsUpload.objects.filter(pk=upload.pk, state=upload.state)
    applying = upload.state == GoodsUploadState.APPLYING
    if given_up:
        rows.update(state=GoodsUploadState.READ if applying else GoodsUploadState.APPLIED)
    elif applying:
        rows.update(state=GoodsUploadState.APPLIED, applied_at=moment, attempts=0)
    else:
        rows.update(state=GoodsUploadState.UNDONE, undone_at=moment, attempts=0)


def _write(changes: Sequence[GoodsChange], to: GoodsChangeState, *, by: User | None) -> set[int]:
    """Write cells of locked records, or take them back; return the products that became others."""
    keys = {change.stockrecord_id for change in changes}
    locked = StockRecord.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    records = {record.pk: record for record in locked}
    touched: set[int] = set()
    moment = now()
    for change in changes:
        record = records[change.stockrecord_id]
        seen: int | None = change.before
        wanted: int | None = change.after
        if to == GoodsChangeState.UNDONE:
            seen, wanted = change.after, change.before
        if getattr(offered_numbers(record), change.number) != seen:
            change.state = GoodsChangeState.STALE
            continue
        if change.number == ChangedNumber.PRICE:
            record.price = wanted
        else:
            record.num_in_stock = None if wanted is None else wanted + (record.num_allocated or 0)
        record.date_updated = moment
        change.state = to
        touched.add(record.pk)
    bulk_update_with_history(
        [records[key] for key in sorted(touched)],
        StockRecord,
        ["price", "num_in_stock", "date_updated"],
        default_user=by,
        default_change_reason=SHEET,
    )
    GoodsChange.objects.bulk_update(changes, ["state"])
    return {records[key].product_id for key in touched}
