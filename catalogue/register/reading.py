"""Reading a register file as a province sends it: XLSX, XLS, ODS or CSV, under its own headings.

What cannot be read with certainty is refused, row by row or whole, with what to do about it.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from django.utils.translation import gettext as _

from catalogue.register.exceptions import RegisterFileError
from catalogue.register.files.columns import (
    COLUMNS,
    OPTIONAL_COLUMNS,
    ColumnNames,
    column_title,
)
from catalogue.register.files.container import FILE_LIMIT, FileSheets, open_file, too_large
from catalogue.register.files.contents import (
    ColumnsMissing,
    LeftOutRow,
    RegisterFile,
    RegisterLine,
    RegisterSheet,
    RowFate,
)
from catalogue.register.files.garbled import mend
from catalogue.register.files.grid import GridRow, SheetGrid
from catalogue.register.files.header import Header, find_header, likeliest
from catalogue.register.files.table import SheetTable, described
from catalogue.text import fold

_SHOWN = 200


def read_register(file: Path | bytes, *, mapping: Mapping[str, str] | None = None) -> RegisterFile:
    """Read a register file, every visible sheet of it.

    `mapping` is what an officer chose: heading as compared (`heading_key`) → column of the
    register, "ignored" for none. Raises RegisterFileError, of which ColumnsMissing says what the
    sheets have.
    """
    data = file if isinstance(file, bytes) else _bytes(file)
    opened = open_file(data)
    names = ColumnNames(mapping)
    sheets: list[RegisterSheet] = []
    lines: list[RegisterLine] = []
    left_out: list[LeftOutRow] = []
    encodings = {opened.encoding}
    offset = 0
    for grid in opened.grids:
        encodings.add(mend(grid.rows))
        _fill_merged(grid)
        header = find_header(grid, names)
        table = SheetTable(grid, header, names, offset) if header else None
        if table and (_has_stars(table) or not table.lines):
            sheets.append(table.sheet)
            lines += table.lines
            left_out += table.left_out
        else:
            sheet, rows = _no_table(grid, header or likeliest(grid, names), offset)
            sheets.append(sheet)
            left_out += rows
        offset += grid.rows[-1].number if grid.rows else 0
    if not any(sheet.fates[RowFate.HEADER] for sheet in sheets):
        raise ColumnsMissing(_missing(opened, sheets), tuple(sheets))
    return RegisterFile(lines, tuple(sheets), tuple(left_out), _notes(opened, encodings - {""}))


def _bytes(path: Path) -> bytes:
    """The file as it is; raises RegisterFileError when it cannot be opened or is far too large."""
    try:
        size = path.stat().st_size
        if size > FILE_LIMIT:
            raise RegisterFileError(too_large(size))
        return path.read_bytes()
    except OSError as error:
        raise RegisterFileError(
            _("Cannot open %(path)s: %(reason)s.") % {"path": path, "reason": error.strerror}
        ) from error


def _fill_merged(grid: SheetGrid) -> None:
    """What stands in a merged area holds for all its rows; across it stands in the first column."""
    by_number: dict[int, GridRow] = {row.number: row for row in grid.rows}
    for area in grid.merged:
        top = by_number.get(area.first_row)
        text = top.cell(area.first_column) if top else ""
        if area.first_row == area.last_row or not text:
            continue
        for number in range(area.first_row + 1, min(area.last_row, grid.rows[-1].number) + 1):
            row = by_number.get(number)
            if row and not row.cell(area.first_column):
                row.cells.extend([""] * (area.first_column + 1 - len(row.cells)))
                row.cells[area.first_column] = text


def _has_stars(table: SheetTable) -> bool:
    """Whether the stars of a list are stated anywhere: in a column, in sections or in a title."""
    columns = table.header.columns
    stated = "stars" in columns or any(name.startswith("stars_") for name in columns)
    return stated or any(line.cells["stars"] for line in table.lines)


def _no_table(
    grid: SheetGrid, header: Header | None, offset: int
) -> tuple[RegisterSheet, list[LeftOutRow]]:
    """A sheet without a list of products: all its rows are told as remarks."""
    sheet = described(grid, header, offset) if header else RegisterSheet(grid.name, offset)
    sheet.notes.append(_("no list of products with its stars was found on this sheet"))
    sheet.fates[RowFate.NOTE] = len(grid.rows)
    last = grid.rows[-1].number if grid.rows else 0
    sheet.fates[RowFate.EMPTY] = last - len(grid.rows)
    rows = [
        LeftOutRow(
            grid.name,
            offset + row.number,
            row.number,
            RowFate.NOTE,
            " | ".join(cell.strip() for cell in row.cells if cell.strip())[:_SHOWN],
        )
        for row in grid.rows
    ]
    return sheet, rows


def _notes(opened: FileSheets, encodings: set[str]) -> tuple[str, ...]:
    """What holds for the file as a whole."""
    notes = [_("The letters were read as %(name)s.") % {"name": name} for name in sorted(encodings)]
    if opened.hidden:
        notes.append(
            _("Hidden sheets were left out: %(names)s. Show them and send again if they count.")
            % {"names": ", ".join(opened.hidden)}
        )
    return tuple(notes)


def _missing(opened: FileSheets, sheets: list[RegisterSheet]) -> str:
    """Which columns miss, which are unknown, and which unknown one was probably meant."""
    named = max(sheets, key=lambda sheet: len(sheet.understood), default=None)
    parts = [
        _(
            "No list of products was found; nothing was written. One row must hold the headings, "
            "“%(product)s” and “%(stars)s” among them."
        )
        % {"product": column_title("product_name"), "stars": column_title("stars")}
    ]
    if named and named.header_row and named.understood:
        needed = [name for name in ("product_name", "stars") if name not in named.understood]
        parts.append(
            _("Line %(line)s comes nearest: it names %(columns)s.")
            % {
                "line": named.header_row,
                "columns": ", ".join(map(column_title, named.understood)),
            }
        )
        unknown = [column.heading[:60] for column in named.unknown][:20]
        if unknown:
            parts.append(_("Unknown columns: %(columns)s.") % {"columns": ", ".join(unknown)})
        parts += _guesses(needed, unknown)
    parts += _notes(opened, set())
    return " ".join(parts)


def _guesses(needed: list[str], unknown: list[str]) -> list[str]:
    """Which unknown heading was probably meant by a missing column."""
    headings = {fold(heading): heading for heading in unknown}
    guesses = []
    for column in needed:
        close = get_close_matches(fold(column_title(column)), headings, n=1, cutoff=0.6)
        close = close or get_close_matches(fold(column), headings, n=1, cutoff=0.6)
        if close:
            guesses.append(
                _("Did you mean “%(column)s” where the file says “%(name)s”?")
                % {"column": column_title(column), "name": headings[close[0]]}
            )
    return guesses


__all__ = ["COLUMNS", "OPTIONAL_COLUMNS", "RegisterFile", "RegisterLine", "read_register"]
