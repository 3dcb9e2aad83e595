"""A sheet as rows of text, whatever kind of file it came from."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

#: What a spreadsheet prints where a formula failed: Excel's words, and LibreOffice's numbers.
_ERROR = re.compile(
    r"#(REF!|N/A|N/A!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|GETTING_DATA|#+)|Err:\d{3}",
    re.IGNORECASE,
)
#: Cells further right than this are not looked at; a list of products has no such columns.
LAST_COLUMN = 200
#: Rows with text in all sheets together.
ROW_LIMIT = 100_000


@dataclass(slots=True)
class GridRow:
    """One row: its number as the spreadsheet shows it, and its cells as text.

    `uncalculated` are columns that hold a formula without a value, `formulas` all that hold one,
    `doubtful` those whose text may be read in two ways. Columns count from 0.
    """

    number: int
    cells: list[str]
    hidden: bool = False
    uncalculated: frozenset[int] = frozenset()
    doubtful: frozenset[int] = frozenset()
    formulas: frozenset[int] = frozenset()

    def cell(self, column: int) -> str:
        """The text of a cell, empty beyond the last one."""
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it, not even a formula."""
        return not self.uncalculated and not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class MergedArea:
    """Cells that a spreadsheet shows as one; both ends belong to it, rows by their numbers."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


class TooManyRows(Exception):
    """A sheet has more rows with text than any register."""


@dataclass
class SheetGrid:
    """The filled rows of one visible sheet; `name` is empty where the file has no sheets."""

    name: str
    rows: list[GridRow] = field(default_factory=list)
    merged: list[MergedArea] = field(default_factory=list)
    #: Columns that the spreadsheet does not show; they are read like the others, and told.
    hidden_columns: set[int] = field(default_factory=set)
    #: Whether a row with too few or too many cells is a fault (CSV) or the usual thing.
    counts_cells: bool = False

    def add(self, row: GridRow) -> None:
        """Add a row that holds anything. Raises TooManyRows."""
        if row.is_empty:
            return
        if len(self.rows) >= ROW_LIMIT:
            raise TooManyRows
        self.rows.append(row)


def is_error(text: str) -> bool:
    """Whether a cell holds what a spreadsheet prints for a formula that failed."""
    return bool(_ERROR.fullmatch(text.strip()))


def cell_text(value: object) -> str:
    """A value as it would stand in a CSV; a day as dd/mm/yyyy, with its time where it has one.

    A whole number stands without decimals, a time to the second: spreadsheets keep a fraction of a
    day, which is never exact.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}"
    if isinstance(value, datetime):
        value = (value + timedelta(milliseconds=500)).replace(microsecond=0)
        return cell_text(value.date()) + (f" {value:%H:%M:%S}" if value.time() != time() else "")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y") if value.year >= 1000 else value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value)
