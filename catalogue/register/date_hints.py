"""What makes a day of issue probable, kept beside the rows for the staff to look up."""

import csv
from datetime import date
from pathlib import Path

from django.utils import translation

from catalogue.batches import in_batches
from catalogue.models import RegisterEntry
from catalogue.register.rows import identity_key
from theme.formats import day_span

BATCH = 200


def load_date_hints(path: Path) -> int:
    """Write the hints of a file to the rows of the register that it names; return how many changed.

    Columns: product_name, producer_name, province_at_certification, issued_not_before and
    issued_not_after (ISO), evidence, and decision_number where one is reported.
    """
    with path.open(encoding="utf-8", newline="") as file, translation.override("vi"):
        hints = {_key(row): _hint(row) for row in csv.DictReader(file)}
    changed = []
    for batch in in_batches(hints):
        for entry in RegisterEntry.objects.filter(key__in=batch).exclude(is_proven=False):
            if entry.date_hint != hints[entry.key]:
                entry.date_hint = hints[entry.key]
                changed.append(entry)
    RegisterEntry.objects.bulk_update(changed, ["date_hint"], batch_size=BATCH)
    return len(changed)


def _key(row: dict[str, str]) -> str:
    return identity_key(row["product_name"], row["producer_name"], row["province_at_certification"])


def _hint(row: dict[str, str]) -> str:
    days = [
        date.fromisoformat(row[name])
        for name in ("issued_not_before", "issued_not_after")
        if row[name]
    ]
    known = [row["decision_number"], day_span(days[0], days[-1]) if days else ""]
    return ": ".join(filter(None, [", ".join(filter(None, known)), row["evidence"]]))
