"""Reading a courier's file: the register reader opens it, the columns are a courier's."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from catalogue.register.exceptions import RegisterFileError
from catalogue.register.files.container import open_file
from catalogue.register.files.grid import GridRow, SheetGrid
from catalogue.register.files.values import day
from catalogue.text import fold
from catalogue.typed_numbers import UnclearNumber
from shop.payment.transfer.statement_rows import read_amount

#: Words in the headings of couriers' files, folded; the first column that has one is meant.
_HEADINGS: dict[str, tuple[str, ...]] = {
    "text": (
        *("ma don khach", "ma don hang", "so don", "don hang", "order", "ma don", "ma van don"),
        "van don",
    ),
    "tracking": ("ma van don", "van don", "tracking"),
    "amount": ("tien thu ho", "thu ho", "cod", "so tien", "amount"),
    "fee": ("phi", "cuoc", "fee"),
    "paid_on": ("ngay", "date"),
}
#: A heading stands this far down at most.
_LAST_HEADING_ROW = 30


@dataclass(frozen=True)
class CourierLine:
    """One parcel of a courier's file; `text` names it, amounts are whole đồng, None is unreadable."""

    row: int
    text: str
    tracking: str
    amount: int | None
    fee: int
    paid_on: date | None


def read_courier_file(data: bytes) -> list[CourierLine]:
    """Return the lines of all visible sheets. Raises RegisterFileError with a sentence."""
    lines: list[CourierLine] = []
    for grid in open_file(data).grids:
        lines += _read_sheet(grid, offset=len(lines))
    if not lines:
        raise RegisterFileError(
            _("No sheet has a column for the order number and one for the collected amount.")
        )
    return lines


def _read_sheet(grid: SheetGrid, offset: int) -> list[CourierLine]:
    for at, row in enumerate(grid.rows[:_LAST_HEADING_ROW]):
        columns = _columns(row)
        if {"text", "amount"} <= set(columns):
            below = grid.rows[at + 1 :]
            read = [_line(cells, columns, offset) for cells in below]
            return [line for line in read if line is not None]
    return []


def _columns(row: GridRow) -> dict[str, int]:
    headings = [fold(cell) for cell in row.cells]
    columns: dict[str, int] = {}
    for name, words in _HEADINGS.items():
        for word in words:
            found = [at for at, heading in enumerate(headings) if word in heading]
            free = [at for at in found if at not in columns.values() or name == "tracking"]
            if free:
                columns[name] = free[0]
                break
    return columns


def _line(row: GridRow, columns: dict[str, int], offset: int) -> CourierLine | None:
    """A row without a name is a sum or a note of the courier; a formula without a value is unreadable."""
    text = row.cell(columns["text"]).strip()
    amount = row.cell(columns["amount"]).strip()
    formulas = {columns["text"], columns["amount"]} & row.uncalculated
    if not (text or columns["text"] in formulas) or not (amount or columns["amount"] in formulas):
        return None
    tracking = columns.get("tracking")
    fee, paid_on = columns.get("fee"), columns.get("paid_on")
    return CourierLine(
        row=offset * 1000 + row.number if offset else row.number,
        text=text[:100],
        tracking=row.cell(tracking).strip()[:100] if tracking is not None else "",
        amount=None if formulas else _amount(amount),
        fee=(_amount(row.cell(fee)) or 0) if fee is not None else 0,
        paid_on=day(row.cell(paid_on)) if paid_on is not None else None,
    )


def _amount(text: str) -> int | None:
    """Whole đồng, read as in the bank's files; None for what is no amount."""
    try:
        return read_amount(text)
    except UnclearNumber:
        return None
