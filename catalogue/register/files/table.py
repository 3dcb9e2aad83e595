"""One sheet, row by row: lines with the register's words in them, and what the other rows are."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from openpyxl.utils.cell import get_column_letter

from catalogue.register.exceptions import RegisterFileError
from catalogue.register.files.columns import (
    COLUMNS,
    ColumnNames,
    column_title,
)
from catalogue.register.files.contents import (
    LeftOutRow,
    RegisterLine,
    RegisterSheet,
    RowFate,
    SheetColumn,
)
from catalogue.register.files.garbled import is_garbled
from catalogue.register.files.grid import GridRow, SheetGrid, is_error
from catalogue.register.files.header import Header, header_at
from catalogue.register.files.line_cells import LineCells
from catalogue.register.files.row_kinds import RowKinds
from catalogue.register.files.sections import Sections
from catalogue.register.files.titles import Title, read_title
from catalogue.register.files.values import RANKS, stars

#: Without these for certain a row is refused: a wrong one would put a false star on sale.
_KEY_COLUMNS = (
    "product_name",
    "producer_name",
    "province_at_certification",
    "stars",
    "certified_year",
    "decision",
    "issued_on",
    "valid_until",
    "status",
    "issued_not_before",
    "issued_not_after",
)
#: Longer texts of left-out rows are cut.
_SHOWN = 200


@dataclass
class SheetTable:
    """The lines of one sheet and the rows that are none, with the sheet as people see it."""

    grid: SheetGrid
    header: Header
    names: ColumnNames
    offset: int = 0
    lines: list[RegisterLine] = field(default_factory=list)
    left_out: list[LeftOutRow] = field(default_factory=list)
    sheet: RegisterSheet = field(init=False)
    _filled: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._settle_stars()
        self.sheet = described(self.grid, self.header, self.offset)
        self._title = self._read_title()
        self._sections = Sections()
        self._read()
        self._tell_filled()

    def _settle_stars(self) -> None:
        """Of several columns for stars the one that holds stars counts; two that differ are refused.

        Raises RegisterFileError.
        """
        if not self.header.rivals:
            return
        positions = (self.header.columns["stars"], *self.header.rivals)
        below = self.grid.rows[self.header.last + 1 :]
        ranks = {at: [_rank(row.cell(at)) for row in below] for at in positions}
        best = max(positions, key=lambda at: sum(map(bool, ranks[at])))
        for at in positions:
            if any(
                one and other and one != other
                for one, other in zip(ranks[best], ranks[at], strict=True)
            ):
                raise RegisterFileError(
                    _(
                        "Line %(line)s: the columns %(one)s and %(other)s both name the stars, and "
                        "differ. Rename or delete the one that does not count."
                    )
                    % {
                        "line": self.grid.rows[self.header.first].number,
                        "one": get_column_letter(min(best, at) + 1),
                        "other": get_column_letter(max(best, at) + 1),
                    }
                )
        if best != self.header.columns["stars"]:
            self.header.doubled[self.header.columns["stars"]] = "stars"
            self.header.doubled.pop(best)
            self.header.columns["stars"] = best

    def _read_title(self) -> Title:
        above = self.grid.rows[: self.header.first]
        for row in above:
            self._leave_out(row, RowFate.TITLE)
        return read_title(
            (" ".join(dict.fromkeys(cell for cell in row.cells if cell.strip())) for row in above),
            sheet=self.grid.name,
        )

    def _read(self) -> None:
        """Give every row its fate."""
        kinds = RowKinds(self.grid, self.header)
        skipped_to = self.header.last
        for at in range(self.header.first, len(self.grid.rows)):
            row = self.grid.rows[at]
            if at <= skipped_to:
                self._leave_out(row, RowFate.HEADER)
                continue
            if row.hidden:
                self._leave_out(row, RowFate.HIDDEN)
                continue
            other = self._other_header(at)
            if other:
                self.header, skipped_to = other, other.last
                kinds = RowKinds(self.grid, other)
                self._leave_out(row, RowFate.HEADER)
                continue
            fate = kinds.fate(row)
            if fate == RowFate.LINE:
                self._line(row)
            else:
                if fate == RowFate.SECTION:
                    self._sections.enter(kinds.section_text(row))
                self._leave_out(row, fate)
        last = self.grid.rows[-1].number if self.grid.rows else 0
        self.sheet.fates[RowFate.EMPTY] += last - len(self.grid.rows)

    def _other_header(self, at: int) -> Header | None:
        """The header of a second table on the sheet, or the first one again."""
        cells = self.grid.rows[at].cells
        if any(cell.strip().isdigit() for cell in cells):
            return None
        recognised = (self.names.recognise(cell) for cell in cells if 0 < len(cell) <= 60)
        if not any(found and found.column == "product_name" for found in recognised):
            return None
        return header_at(self.grid, at, self.names)

    def _line(self, row: GridRow) -> None:
        """A product row: refused where what matters cannot be trusted."""
        reason = self._refusal(row)
        if reason:
            self._leave_out(row, RowFate.REFUSED, reason)
            return
        cells = LineCells(
            {column: row.cell(at) for column, at in self.header.columns.items()},
            self._sections.value,
            self._title,
            self._filled,
        )
        notes = [*self._blank_doubtful(row, cells), *cells.read()]
        stray = self._stray(row)
        if stray and not self.grid.counts_cells:
            notes.append(
                _("%(count)s cells stand right of the table and were left out") % {"count": stray}
            )
        needed = max(self.header.columns.values()) + 1
        self.sheet.fates[RowFate.LINE] += 1
        self.lines.append(
            RegisterLine(
                self.offset + row.number,
                cells.finished(),
                missing=max(0, needed - len(row.cells)) if self.grid.counts_cells else 0,
                surplus=stray if self.grid.counts_cells else 0,
                sheet=self.grid.name,
                row=row.number,
                notes=tuple(notes),
                printed=tuple(row.cells),
            )
        )

    def _stray(self, row: GridRow) -> int:
        return sum(1 for cell in row.cells[self.header.width :] if cell.strip())

    def _refusal(self, row: GridRow) -> str:
        """Why a row cannot be trusted, in a sentence that says what to do; empty when it can."""
        for column in _KEY_COLUMNS:
            at = self.header.columns.get(column)
            if at is None:
                continue
            cell = f"{get_column_letter(at + 1)}{row.number}"
            facts = {
                "column": column_title(column),
                "cell": cell,
                "text": row.cell(at).strip()[:60],
            }
            if is_error(row.cell(at)):
                return (
                    _(
                        "“%(column)s” holds the error %(text)s (cell %(cell)s); correct it and send again"
                    )
                    % facts
                )
            if at in row.uncalculated:
                return (
                    _(
                        "“%(column)s” holds a formula without a value (cell %(cell)s); open the "
                        "file in Excel, save it and send it again"
                    )
                    % facts
                )
            if at in row.doubtful or is_garbled(row.cell(at)):
                return (
                    _(
                        "“%(column)s” is garbled: “%(text)s” (cell %(cell)s); type it again with a "
                        "Unicode keyboard"
                    )
                    % facts
                )
        return ""

    def _blank_doubtful(self, row: GridRow, cells: LineCells) -> Iterator[str]:
        """Empty the lesser cells that cannot be trusted, and tell."""
        for column, at in self.header.columns.items():
            text = row.cell(at)
            doubtful = at in row.doubtful or at in row.uncalculated
            if doubtful or is_error(text) or (not text.isascii() and is_garbled(text)):
                cells.printed[column] = ""
                yield _("“%(column)s” cannot be read (%(text)s) and was left empty") % {
                    "column": column_title(column),
                    "text": text.strip()[:40] or "=",
                }

    def _leave_out(self, row: GridRow, fate: RowFate, reason: str = "") -> None:
        self.sheet.fates[fate] += 1
        text = " | ".join(cell.strip() for cell in row.cells if cell.strip())[:_SHOWN]
        self.left_out.append(
            LeftOutRow(self.grid.name, self.offset + row.number, row.number, fate, text, reason)
        )

    def _tell_filled(self) -> None:
        """What was taken from titles and sections, counted once for the sheet."""
        for sentence, count in self._filled.items():
            self.sheet.notes.append(f"{sentence} ({count})")
        if self._title.is_draft:
            self.sheet.notes.append(
                _("the title names a decision without a number: a draft is no proof of a star")
            )
        hidden = self.sheet.fates[RowFate.HIDDEN]
        if hidden:
            self.sheet.notes.append(
                _("%(count)s hidden rows were left out; show them and send again if they count")
                % {"count": hidden}
            )
        used = sorted(self.grid.hidden_columns.intersection(self.header.headings))
        if used:
            self.sheet.notes.append(
                _("hidden columns were read like the others: %(columns)s")
                % {"columns": ", ".join(get_column_letter(at + 1) for at in used)}
            )


def _rank(text: str) -> str:
    """The rank that a cell names; empty for none."""
    rank = stars(text) if text.strip() else ""
    return rank if rank in RANKS else ""


def described(grid: SheetGrid, header: Header, offset: int = 0) -> RegisterSheet:
    """The sheet with its columns as they were understood."""
    meaning = {at: column for column, at in header.columns.items()}
    columns = tuple(
        SheetColumn(get_column_letter(at + 1), " – ".join(parts), meaning.get(at, ""))
        for at, parts in sorted(header.headings.items())
    )
    absent = tuple(
        column for column in COLUMNS if column not in header.columns and column != "source"
    )
    sheet = RegisterSheet(grid.name, offset, grid.rows[header.first].number, columns, absent)
    for at, column in sorted(header.doubled.items()):
        sheet.notes.append(
            _(
                "column %(letter)s (“%(heading)s”) was left out: “%(column)s” stands in column %(other)s"
            )
            % {
                "letter": get_column_letter(at + 1),
                "heading": " – ".join(header.headings[at]),
                "column": column_title(column),
                "other": get_column_letter(header.columns[column] + 1),
            }
        )
    return sheet
