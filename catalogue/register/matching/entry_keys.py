"""Keys of register entries: one for each certificate that a register shows of a product.

The first row of a name, producer and province has the key that it always had. Another certificate
of the same words gets that key and a mark of its own, so that nothing of before loses its entry.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from catalogue.batches import in_batches
from catalogue.models import RegisterEntry
from catalogue.register.issue_dates import IssueDates, read_issue_dates
from catalogue.register.rows import CERTIFIED, RegisterRow
from catalogue.register.withdrawals import is_end, read_withdrawal

_SEPARATOR = "-"
_OWN_KEY = re.compile(rf"{_SEPARATOR}[0-9a-f]{{12}}$")


@dataclass
class KeptRows:
    """The rows kept of a file so far, by key."""

    by_key: dict[str, list[RegisterRow]] = field(default_factory=lambda: defaultdict(list))

    def double_of(self, row: RegisterRow) -> RegisterRow | None:
        """The kept row that shows the same certificate, or one that cannot be told apart by day."""
        for kept in self.by_key[row.key]:
            if not _are_two(kept, row):
                return kept
        return None

    def keep(self, row: RegisterRow) -> None:
        """Remember a row."""
        self.by_key[row.key].append(row)


def base_key(key: str) -> str:
    """The key of the words alone."""
    return _OWN_KEY.sub("", key)


def assign_keys(rows: Sequence[RegisterRow]) -> list[RegisterRow]:
    """Give every row the key of its entry; rows that show two certificates get two.

    An entry keeps its row from one file to the next: a mark in the books decides first, then the
    entry that says the same, then the older row has the plain key.
    """
    groups: dict[str, list[RegisterRow]] = defaultdict(list)
    for row in rows:
        groups[row.key].append(row)
    marked = set(
        RegisterEntry.objects.filter(key__contains=_SEPARATOR).values_list("key", flat=True)
    )
    bases = {base_key(key) for key in marked}
    stored = _entries_of(groups)
    several = [
        key
        for key, group in groups.items()
        if len(group) > 1
        or key in bases
        or _withdraws(group[0])
        or _is_history(group[0], stored.get(key))
    ]
    keys: dict[int, str] = {}
    for key in several:
        keys |= _keys_of(groups[key], key, marked, stored.get(key))
    return [replace(row, key=keys.get(row.line, row.key)) for row in rows]


def _entries_of(keys: Iterable[str]) -> dict[str, RegisterEntry]:
    return {
        entry.key: entry
        for batch in in_batches(keys)
        for entry in RegisterEntry.objects.filter(key__in=batch)
    }


def _keys_of(
    group: list[RegisterRow], base: str, marked: set[str], entry: RegisterEntry | None
) -> dict[int, str]:
    """Line → key for the rows of one base."""
    keys, rest, base_is_free = {}, [], True
    stored = _mark_of(entry) if entry else None
    for row in group:
        own = f"{base}{_SEPARATOR}{_mark_of(row)}"
        if own in marked or _withdraws(row) or _is_history(row, entry):
            keys[row.line] = own
        elif stored == _mark_of(row):
            keys[row.line], base_is_free = base, False
        else:
            rest.append(row)
    for row in sorted(rest, key=lambda each: (_is_end(each), _order(each))):
        keys[row.line] = base if base_is_free else f"{base}{_SEPARATOR}{_mark_of(row)}"
        base_is_free = False
    return keys


def _order(row: RegisterRow) -> str:
    issued = issue_of(row)
    return f"{issued.not_after or ''}"


def _is_history(row: RegisterRow, entry: RegisterEntry | None) -> bool:
    """Whether a row shows a certificate that certainly came before the one that an entry holds.

    It then has an entry of its own, so that an old register takes nothing back that a newer one says.
    """
    if entry is None or entry.certificate_id is None or not {row.stars, entry.stars} <= CERTIFIED:
        return False
    if row.decision and row.decision == entry.decision:
        return False
    before, since = issue_of(row).not_after, issue_of(entry).not_before
    return before is not None and since is not None and before < since


def issue_of(row: RegisterRow | RegisterEntry) -> IssueDates:
    """The days between which the certificate of a row was issued."""
    bounds = (row.issued_not_before, row.issued_not_after)
    texts = (day.isoformat() if day else "" for day in bounds)
    return read_issue_dates(f"{row.certified_year or ''}", row.decision, *texts)


def is_newer(one: IssueDates, other: IssueDates) -> bool:
    """Whether a certificate was issued later than another, whatever the days between the bounds."""
    if one.not_before is None or one.not_after is None:
        return False
    if other.not_before is None or other.not_after is None:
        return False
    later = one.not_before >= other.not_before and one.not_after >= other.not_after
    return later and (one.not_before, one.not_after) != (other.not_before, other.not_after)


def _are_two(one: RegisterRow, other: RegisterRow) -> bool:
    """Whether two rows of the same words show two certificates, one after the other."""
    if _is_end(one) or _is_end(other):
        return _is_end(one) != _is_end(other) or one.decision != other.decision
    if not {one.stars, other.stars} <= CERTIFIED:
        return one.stars != other.stars
    first, second = issue_of(one), issue_of(other)
    return is_newer(first, second) or is_newer(second, first)


def _is_end(row: RegisterRow) -> bool:
    return is_end(decision=row.decision, remark=row.remark, stars=row.stars)


def _withdraws(row: RegisterRow) -> bool:
    return read_withdrawal(decision=row.decision, remark=row.remark, stars=row.stars) is not None


def _mark_of(row: RegisterRow | RegisterEntry) -> str:
    return _mark(row.stars, row.certified_year, row.decision)


def _mark(stars: str, year: int | None, decision: str) -> str:
    return hashlib.sha256(f"{stars}\n{year}\n{decision}".encode()).hexdigest()[:12]
