"""Keeping every row as a register entry, also those that are not for sale."""

from collections.abc import Sequence

from catalogue.models import RegisterEntry
from catalogue.register.report import Tally
from catalogue.register.rows import RegisterRow
from catalogue.text import fold

FIELDS = (
    "product_name",
    "producer_name",
    "producer_kind",
    "group",
    "commune",
    "district",
    "province",
    "stars",
    "certified_year",
    "decision",
    "price_vnd",
    "unit",
    "source",
)


def keep(
    rows: Sequence[RegisterRow], tally: Tally
) -> tuple[dict[str, RegisterEntry], frozenset[str]]:
    """Bring the entries in line with the rows; return entries by key, and the keys that changed."""
    wanted = {row.key: row for row in rows}
    present = {
        entry.key: entry
        for entry in RegisterEntry.objects.filter(key__in=wanted).select_related("certificate")
    }
    created = [
        _fill(RegisterEntry(key=key), row) for key, row in wanted.items() if key not in present
    ]
    changed = [
        _fill(entry, wanted[key]) for key, entry in present.items() if _differs(entry, wanted[key])
    ]
    RegisterEntry.objects.bulk_create(created)
    RegisterEntry.objects.bulk_update(changed, [*FIELDS, "folded"], batch_size=100)
    tally.add(rows=len(rows), created=len(created), changed=len(changed))
    return present | {entry.key: entry for entry in created}, frozenset(
        entry.key for entry in changed
    )


def _differs(entry: RegisterEntry, row: RegisterRow) -> bool:
    return any(getattr(entry, name) != getattr(row, name) for name in FIELDS)


def _fill(entry: RegisterEntry, row: RegisterRow) -> RegisterEntry:
    for name in FIELDS:
        setattr(entry, name, getattr(row, name))
    entry.folded = fold(f"{row.product_name} {row.producer_name}")[:600]
    return entry
