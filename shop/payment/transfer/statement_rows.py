"""The rows of a bank's statement as transfers; what is no transfer is counted, never guessed."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from catalogue.clock import VIETNAM
from catalogue.register.files import values
from catalogue.register.files.container import open_file
from catalogue.register.files.grid import GridRow, SheetGrid
from catalogue.typed_numbers import NumberFault, UnclearNumber, read_dong
from shop.payment.transfer import columns as names
from shop.payment.transfer.telling import BankTelling, TellingSource, digest

#: A formula without a stored value there hides a transfer.
_SUMS = {names.CREDIT, names.DEBIT, names.AMOUNT}
#: đồng; no transfer is larger, and every database can hold it.
MOST = 10**12
_DECIMALS = re.compile(r"[.,]0{1,2}(?=\D*$)")
_CURRENCY = re.compile(r"\s*(?:vnd|vnđ|đ|₫)\s*$", re.IGNORECASE)
_TIME = re.compile(r"\b(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?")
_ISO_T = re.compile(r"(?<=\d)T(?=\d)")
_GROUPS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")


@dataclass
class StatementTable:
    """A sheet of a statement: its headings and what each stands for, and its rows."""

    sheet: SheetGrid
    header: int
    headings: list[str]
    columns: list[str]
    #: Rows that look like a transfer and cannot be read, by their numbers in the file.
    unreadable: list[int] = field(default_factory=list)

    @property
    def signature(self) -> str:
        """Return by what this layout is known again."""
        return names.signature_of(self.headings)

    @property
    def rows(self) -> list[GridRow]:
        """Return what stands below the headings."""
        return self.sheet.rows[self.header + 1 :]

    def tellings(self) -> Iterator[BankTelling]:
        """Yield the transfers; rows that cannot be read are noted as unreadable."""
        told: Counter[str] = Counter()
        for row in self.rows:
            cells = dict(zip(self.columns, map(row.cell, range(len(self.columns))), strict=True))
            telling = self._read(row, cells, told)
            if telling is not None:
                yield telling

    def _read(
        self, row: GridRow, cells: Mapping[str, str], told: Counter[str]
    ) -> BankTelling | None:
        amount, content = _signed_amount(cells), values.plain(cells.get(names.CONTENT, ""))
        formulas = {self.columns[at] for at in row.uncalculated if at < len(self.columns)}
        if amount == 0 and not formulas & _SUMS:
            return None
        booked_at = read_moment(cells.get(names.BOOKED, ""), cells.get(names.TIME, ""))
        if booked_at is None and _is_sum(cells) and names.BOOKED not in formulas:
            return None
        if formulas & _SUMS:
            amount = None
        if amount is None or booked_at is None:
            self.unreadable.append(row.number)
            return None
        reference = values.plain(cells.get(names.REFERENCE, ""))[:100]
        if reference:
            # A page that is printed twice repeats its rows; the bank gives a number once.
            row_key = digest(amount, reference, content, booked_at.isoformat())
            told[row_key] += 1
            if told[row_key] > 1:
                return None
        facts = [reference] if reference else [content, booked_at.isoformat()]
        key = digest(amount, *facts)
        told[key] += 1
        return BankTelling(
            source=TellingSource.STATEMENT,
            key=digest(key, told[key]),
            is_incoming=amount > 0,
            amount=abs(amount),
            content=content[:500],
            bank_reference=reference,
            booked_at=booked_at,
        )


def read_statement(data: bytes, layouts: Mapping[str, Mapping[str, str]]) -> StatementTable:
    """Find the table in a file; `layouts` are remembered columns by signature.

    Where no headings are known, what looks like headings is given for a person to explain. Raises
    RegisterFileError for what is no table, ColumnsUnclear where nothing is like headings.
    """
    sheets = open_file(data).grids
    for find in (lambda rows: names.find_header(rows, layouts), names.guess_header):
        for sheet in sheets:
            header = find(sheet.rows)
            if header is not None:
                headings = names.headings_of(sheet.rows[header])
                chosen = layouts.get(names.signature_of(headings), {})
                columns = names.assign_columns(headings, chosen)
                return StatementTable(sheet, header, headings, columns)
    raise names.ColumnsUnclear


def _is_sum(cells: Mapping[str, str]) -> bool:
    """Whether the row sums up or counts: no day at all."""
    return not cells.get(names.BOOKED, "").strip() or not re.search(
        r"\d", cells.get(names.BOOKED, "")
    )


def _signed_amount(cells: Mapping[str, str]) -> int | None:
    """Đồng, negative for money out; 0 where none stands there, None where it is not clear."""
    try:
        credit = read_amount(cells.get(names.CREDIT, ""))
        debit = abs(read_amount(cells.get(names.DEBIT, "")))
        amount = read_amount(cells.get(names.AMOUNT, ""))
    except UnclearNumber:
        return None
    if credit and debit:
        return None
    return credit - debit if credit or debit else amount


def read_amount(text: str) -> int:
    """Return whole đồng of "1.500.000", "1,500,000.00 VND", "+1500000", "-200,000", "(200.000)".

    0 for nothing. Raises UnclearNumber, also for more than `MOST`.
    """
    bare = _CURRENCY.sub("", values.plain(text)).strip()
    is_negative = bare.startswith(("-", "−", "–", "(")) or bare.endswith("-")
    bare = bare.strip("+-−–() ")
    if not bare:
        return 0
    if not _GROUPS.fullmatch(bare):
        bare = _DECIMALS.sub("", bare)
    amount = read_dong(bare)
    if amount > MOST:
        raise UnclearNumber(NumberFault.NO_NUMBER)
    return -amount if is_negative else amount


def read_moment(day: str, clock: str = "") -> datetime | None:
    """Return a bank's moment in Vietnam: "30/11/2026 14:05:33", "2026-11-30", "14:05 30/11/2026".

    Midnight where only the day stands there; None where no day is to be read.
    """
    day = _ISO_T.sub(" ", day)
    at = _TIME.search(f"{day} {clock}")
    found = values.day(values.plain(_TIME.sub(" ", day)))
    if found is None:
        return None
    hour, minute, second = (int(part or 0) for part in at.groups()) if at else (0, 0, 0)
    moment = time(hour, minute, second)
    return datetime.combine(found, moment, tzinfo=VIETNAM)
