"""Keeping every row as a register entry, also those that are not for sale."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from catalogue.batches import update_rows
from catalogue.models import RegisterEntry
from catalogue.register.report import ImportCount
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
    "product_code",
    "last_day",
    "remark",
    "issued_not_before",
    "issued_not_after",
    "evidence",
    "is_proven",
)
LINKS = ("product_id", "certificate_id")


@dataclass
class EntryBatch:
    """Entries by key as the rows want them; which are new, changed, rated anew or newly linked.

    `before` holds what the present ones said and led to until now.
    """

    entries: dict[str, RegisterEntry]
    fresh: frozenset[str]
    changed: frozenset[str]
    rerated: frozenset[str]
    linked: set[str] = field(default_factory=set)
    before: dict[str, dict[str, Any]] = field(default_factory=dict)

    def keep_as_before(self, keys: Set[str]) -> None:
        """Let entries say what they said: of a row that was refused nothing is taken over."""
        kept = self.changed & keys
        for key in kept:
            for name, value in self.before[key].items():
                if name not in LINKS:
                    setattr(self.entries[key], name, value)
        self.changed -= kept

    def leave_out(self, keys: Set[str]) -> dict[str, RegisterEntry]:
        """Make no entries of rows that were refused; return what would have been made."""
        unmade = {key: self.entries.pop(key) for key in keys & self.fresh}
        self.fresh -= keys
        self.linked -= unmade.keys()
        return unmade

    def write(self, tally: ImportCount) -> None:
        """Write what differs from the books."""
        RegisterEntry.objects.bulk_create(self._of(self.fresh))
        changed = self._of(self.changed)
        update_rows(changed, [*FIELDS, "folded"])
        linked = self._of(self.linked - self.fresh)
        update_rows(linked, ["product", "certificate"])
        tally.add(rows=len(self.entries), created=len(self.fresh), changed=len(changed))
        touched = (self.changed | self.linked) - self.fresh
        tally.remember(made=self.fresh, before={key: self.before[key] for key in touched})

    def _of(self, keys: Set[str]) -> list[RegisterEntry]:
        """The entries with these keys, in the order of the file where they are new."""
        return [entry for key, entry in self.entries.items() if key in keys]


def open_page(rows: Sequence[RegisterRow]) -> EntryBatch:
    """Read the entries of these rows and fill in what the rows say; nothing is written yet."""
    wanted = {row.key: row for row in rows}
    stored = RegisterEntry.objects.filter(key__in=list(wanted)).select_related("certificate")
    present = {entry.key: entry for entry in stored}
    changed = frozenset(key for key, entry in present.items() if _differs(entry, wanted[key]))
    rerated = frozenset(key for key in changed if _is_rerated(present[key], wanted[key]))
    fresh = frozenset(wanted) - frozenset(present)
    before = {key: _values(entry) for key, entry in present.items()}
    entries = present | {key: RegisterEntry(key=key) for key in wanted if key in fresh}
    for key in fresh | changed:
        _fill(entries[key], wanted[key])
    return EntryBatch(entries, fresh, changed, rerated, before=before)


def product_id_of(entry: RegisterEntry) -> int:
    """The id of the product that an entry led to; raises ValueError where it led to none."""
    if entry.product_id is None:
        raise ValueError(f"Register entry {entry.key} has no product")
    return entry.product_id


def _values(entry: RegisterEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in (*FIELDS, "folded", *LINKS)}


def _differs(entry: RegisterEntry, row: RegisterRow) -> bool:
    return any(getattr(entry, name) != getattr(row, name) for name in FIELDS)


def _is_rerated(entry: RegisterEntry, row: RegisterRow) -> bool:
    """Whether a row tells of another rating than before, not only more of the same one."""
    if (entry.stars, entry.certified_year) != (row.stars, row.certified_year):
        return True
    return bool(entry.decision and row.decision) and entry.decision != row.decision


def _fill(entry: RegisterEntry, row: RegisterRow) -> None:
    for name in FIELDS:
        setattr(entry, name, getattr(row, name))
    entry.folded = fold(f"{row.product_name} {row.producer_name}")[:600]
