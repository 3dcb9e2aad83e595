"""Taking a spreadsheet in without changing anything, asking for it to be applied or undone: each once.

The worker writes the cells (`processing.py`).
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.clock import now
from shop.partner.goods_sheets.reading import GoodsLine, changed_cells, read_goods_file
from shop.partner.models import (
    GoodsChange,
    GoodsUpload,
    GoodsUploadState,
    Partner,
    StockRecord,
)
from shop.partner.stock_records import offered_numbers
from shop.users.models import User

_BATCH = 500


@transaction.atomic
def read_goods_upload(*, partner: Partner, name: str, data: bytes, by: User) -> GoodsUpload:
    """Write down what a sheet would change, line by line. Raises RegisterFileError with a sentence."""
    lines, refused = read_goods_file(data, partner)
    upload = GoodsUpload.objects.create(
        partner=partner,
        name=name[:200],
        rows=len(lines) + len(refused),
        uploaded_by=by,
        uploaded_at=now(),
    )
    for start in range(0, len(lines), _BATCH):
        refused += _write_down(upload, lines[start : start + _BATCH])
    upload.refusals = sorted(refused)
    upload.save(update_fields=["refusals"])
    return upload


def _write_down(upload: GoodsUpload, lines: Sequence[GoodsLine]) -> list[tuple[int, str]]:
    """Keep what these lines change; return those that change nothing and why."""
    own = StockRecord.objects.filter(partner=upload.partner_id)
    records = own.in_bulk([line.record for line in lines])
    refused, changes = [], []
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
    GoodsChange.objects.bulk_create(changes)
    return refused


def apply_goods_upload(*, upload: GoodsUpload) -> bool:
    """Let the worker write every cell that still stands as it was seen; False when that was asked before."""
    return _ask(upload, GoodsUploadState.READ, GoodsUploadState.APPLYING)


def undo_goods_upload(*, upload: GoodsUpload) -> bool:
    """Let the worker take back every cell that nobody has changed since; False when there is nothing."""
    return _ask(upload, GoodsUploadState.APPLIED, GoodsUploadState.UNDOING)


def _ask(upload: GoodsUpload, before: GoodsUploadState, to: GoodsUploadState) -> bool:
    rows = GoodsUpload.objects.filter(pk=upload.pk, state=before)
    return rows.update(state=to, moved_at=now(), attempts=0) == 1


def _stale_sentence(number: str, before: int | None) -> str:
    if number == "price":
        text = _("Somebody has set the price to %(now)s since you downloaded the sheet.")
    else:
        text = _("Since you downloaded the sheet it became %(now)s: sold, or counted by somebody.")
    return text % {"now": "–" if before is None else f"{before:,}".replace(",", ".")}
