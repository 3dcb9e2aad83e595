"""Taking a spreadsheet in without changing anything, applying it, undoing it: each once.

What somebody else has changed meanwhile, or buyers have bought, is never written over.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from catalogue.clock import now
from catalogue.models import Product
from catalogue.signals import products_changed
from shop.partner.goods_sheets.reading import changed_cells, read_goods_file
from shop.partner.models import (
    ChangedNumber,
    GoodsChange,
    GoodsChangeState,
    GoodsUpload,
    GoodsUploadState,
    Partner,
    StockRecord,
)
from shop.partner.stock_records import offered_numbers
from shop.users.models import User

_BATCH = 500
#: What changes of a sheet are called in the history.
SHEET = "sheet"


@transaction.atomic
def read_goods_upload(*, partner: Partner, name: str, data: bytes, by: User) -> GoodsUpload:
    """Write down what a sheet would change, line by line. Raises RegisterFileError with a sentence."""
    lines, refused = read_goods_file(data, partner)
    records = StockRecord.objects.filter(partner=partner).in_bulk()
    upload = GoodsUpload.objects.create(
        partner=partner,
        name=name[:200],
        rows=len(lines) + len(refused),
        uploaded_by=by,
        uploaded_at=now(),
    )
    changes: list[GoodsChange] = []
    for line in lines:
        record = records.get(line.record)
        if record is None:
            refused.append((line.row, _("This product is not offered any more.")))
            continue
        offered = offered_numbers(record)
        for number, seen, after in changed_cells(line):
            before = getattr(offered, number)
            if before == after:
                continue
            if before != seen:
                refused.append((line.row, _stale_sentence(number, before)))
                continue
            changes.append(
                GoodsChange(
                    upload=upload,
                    row=line.row,
                    stockrecord=record,
                    number=number,
                    before=before,
                    after=after,
                )
            )
    GoodsChange.objects.bulk_create(changes, batch_size=_BATCH)
    upload.refusals = sorted(refused)
    upload.save(update_fields=["refusals"])
    return upload


@transaction.atomic
def apply_goods_upload(*, upload: GoodsUpload) -> bool:
    """Write every cell that still stands as it was seen; False when it was applied before."""
    upload = _locked(upload)
    if upload.state != GoodsUploadState.READ:
        return False
    _write(upload.changes.open(), GoodsChangeState.APPLIED)
    upload.state, upload.applied_at = GoodsUploadState.APPLIED, now()
    upload.save(update_fields=["state", "applied_at"])
    return True


@transaction.atomic
def undo_goods_upload(*, upload: GoodsUpload) -> bool:
    """Take every applied cell back that nobody has changed since; False when there is nothing to undo."""
    upload = _locked(upload)
    if upload.state != GoodsUploadState.APPLIED:
        return False
    _write(upload.changes.applied(), GoodsChangeState.UNDONE)
    upload.state, upload.undone_at = GoodsUploadState.UNDONE, now()
    upload.save(update_fields=["state", "undone_at"])
    return True


def _locked(upload: GoodsUpload) -> GoodsUpload:
    return GoodsUpload.objects.select_for_update(of=("self",)).get(pk=upload.pk)


def _write(rows: QuerySet[GoodsChange], to: GoodsChangeState) -> None:
    """Write the changes, or take them back, in batches of locked records."""
    changes = list(rows.order_by("stockrecord", "pk"))
    products: set[int] = set()
    for start in range(0, len(changes), _BATCH):
        batch = changes[start : start + _BATCH]
        products |= _write_batch(batch, to)
    products_changed.send(Product, ids=sorted(products))


def _write_batch(changes: Iterable[GoodsChange], to: GoodsChangeState) -> set[int]:
    changes = list(changes)
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
        default_change_reason=SHEET,
    )
    GoodsChange.objects.bulk_update(changes, ["state"])
    return {records[key].product_id for key in touched}


def _stale_sentence(number: str, before: int | None) -> str:
    if number == "price":
        text = _("Somebody has set the price to %(now)s since you downloaded the sheet.")
    else:
        text = _("Since you downloaded the sheet it became %(now)s: sold, or counted by somebody.")
    return text % {"now": "–" if before is None else f"{before:,}".replace(",", ".")}
