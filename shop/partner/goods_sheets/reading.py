"""Reading a spreadsheet of goods: the register reader opens it, XLSX, XLS, ODS or CSV.

A cell counts as changed where it differs from what stood there when the sheet was taken along.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.number_fields import MAX_PRICE, MAX_STOCK
from catalogue.register.exceptions import RegisterFileError
from catalogue.register.files.container import open_file
from catalogue.register.files.grid import GridRow, SheetGrid, is_error
from catalogue.text import fold
from catalogue.typed_numbers import UnclearNumber, read_count, read_dong
from shop.partner.goods_sheets.columns import (
    AVAILABLE,
    KEY,
    NEEDED,
    PRICE,
    SEEN_AVAILABLE,
    SEEN_PRICE,
)
from shop.partner.models import Partner

MAX_ROWS = 20_000
#: A heading stands this far down at most.
_LAST_HEADING_ROW = 20


class RowRefused(Exception):
    """A line that cannot be taken; `message` says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class GoodsLine:
    """One line: which stock record, what was seen when it was taken along, what stands there now.

    None is an empty cell; whole đồng and pieces.
    """

    row: int
    record: int
    seen_price: int | None
    price: int | None
    seen_available: int | None
    available: int | None


def read_goods_file(data: bytes, partner: Partner) -> tuple[list[GoodsLine], list[tuple[int, str]]]:
    """Return the lines of a sheet and the refused ones as (row, sentence).

    Raises RegisterFileError with a sentence for a file that cannot be taken at all: of another shop
    front, with deleted columns, with formulas.
    """
    for grid in open_file(data).grids:
        for at, heading in enumerate(grid.rows[:_LAST_HEADING_ROW]):
            columns = {fold(cell): column for column, cell in enumerate(heading.cells) if cell}
            if fold(KEY) in columns:
                return _read_grid(grid, at, columns, partner)
    raise RegisterFileError(
        _(
            "No sheet has the column “%(name)s”. Please download your goods anew and change that file."
        )
        % {"name": KEY}
    )


def _read_grid(
    grid: SheetGrid, heading: int, columns: dict[str, int], partner: Partner
) -> tuple[list[GoodsLine], list[tuple[int, str]]]:
    missing = [name for name in NEEDED if fold(name) not in columns]
    if missing:
        raise RegisterFileError(
            _(
                "These columns are gone: %(names)s. Please download your goods anew; nothing was changed."
            )
            % {"names": ", ".join(missing)}
        )
    places = {name: columns[fold(name)] for name in NEEDED}
    below = grid.rows[heading + 1 :]
    if len(below) > MAX_ROWS:
        raise RegisterFileError(
            _("The sheet has more than %(most)d lines. Please send it in parts.")
            % {"most": MAX_ROWS}
        )
    _refuse_formulas(below, places)
    lines: list[GoodsLine] = []
    refused: list[tuple[int, str]] = []
    seen: set[int] = set()
    for row in below:
        try:
            line = _read_line(row, places, partner)
            if line.record in seen:
                raise RowRefused(_("This product stands in an earlier line already."))
            seen.add(line.record)
            lines.append(line)
        except RowRefused as refusal:
            refused.append((row.number, refusal.message))
    return lines, refused


def _refuse_formulas(rows: list[GridRow], places: dict[str, int]) -> None:
    wanted = set(places.values())
    for row in rows:
        found = wanted & (row.formulas | row.uncalculated)
        found |= {at for at in wanted if row.cell(at).lstrip().startswith("=")}
        if found:
            name = next(name for name, at in places.items() if at in found)
            raise RegisterFileError(
                _(
                    "Line %(row)d has a formula in “%(name)s”. Please put in the numbers themselves "
                    "(copy, then paste as values); nothing was changed."
                )
                % {"row": row.number, "name": name}
            )


def _read_line(row: GridRow, places: dict[str, int], partner: Partner) -> GoodsLine:
    owner, _dash, record = row.cell(places[KEY]).strip().partition("-")
    if not (_is_key(owner) and _is_key(record)):
        raise RowRefused(_("The code of the product is missing or changed."))
    if int(owner) != partner.pk:
        raise RegisterFileError(
            _(
                "Line %(row)d is of another shop front. This file cannot be used here; nothing was changed."
            )
            % {"row": row.number}
        )
    return GoodsLine(
        row=row.number,
        record=int(record),
        seen_price=_price(row.cell(places[SEEN_PRICE]), SEEN_PRICE),
        price=_price(row.cell(places[PRICE]), PRICE),
        seen_available=_count(row.cell(places[SEEN_AVAILABLE]), SEEN_AVAILABLE),
        available=_count(row.cell(places[AVAILABLE]), AVAILABLE),
    )


def _price(text: str, name: str) -> int | None:
    if not text.strip():
        return None
    try:
        price = read_dong(text)
    except UnclearNumber:
        price = 0
    if not 0 < price <= MAX_PRICE or is_error(text):
        raise RowRefused(
            _("“%(name)s”: “%(text)s” is no price in whole đồng.")
            % {"name": name, "text": text[:40]}
        )
    return price


def _count(text: str, name: str) -> int | None:
    if not text.strip():
        return None
    try:
        count = read_count(text)
    except UnclearNumber:
        count = -1
    if not 0 <= count <= MAX_STOCK or is_error(text):
        raise RowRefused(
            _("“%(name)s”: “%(text)s” is no number of pieces.") % {"name": name, "text": text[:40]}
        )
    return count


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 12


def changed_cells(line: GoodsLine) -> Iterator[tuple[str, int | None, int]]:
    """Return (cell, as it was seen, as it stands in the sheet) of what was changed; an empty cell is not."""
    if line.price is not None and line.price != line.seen_price:
        yield "price", line.seen_price, line.price
    if line.available is not None and line.available != line.seen_available:
        yield "available", line.seen_available, line.available
