"""XLS, the Excel of before 2007, through xlrd."""

import io
from collections.abc import Iterator

import xlrd
from xlrd.book import Book
from xlrd.sheet import Cell, Sheet

from catalogue.register.files.grid import LAST_COLUMN, GridRow, MergedArea, SheetGrid, cell_text


class OldWorkbook:
    """The visible sheets of an XLS; `hidden` are the names of the others.

    Raises whatever xlrd does on a file that is none, also while the sheets are read.
    """

    def __init__(self, data: bytes) -> None:
        self._book: Book = xlrd.open_workbook(
            file_contents=data,
            formatting_info=True,
            ragged_rows=True,
            on_demand=True,
            logfile=io.StringIO(),
        )
        self.hidden: list[str] = []

    def grids(self) -> Iterator[SheetGrid]:
        """Read the visible sheets; each is let go before the next."""
        for at in range(self._book.nsheets):
            sheet = self._book.sheet_by_index(at)
            if sheet.visibility:
                self.hidden.append(sheet.name)
            else:
                yield self._grid(sheet)
            self._book.unload_sheet(at)

    def _grid(self, sheet: Sheet) -> SheetGrid:
        grid = SheetGrid(sheet.name)
        grid.hidden_columns = {
            at for at, facts in sheet.colinfo_map.items() if facts.hidden and at < LAST_COLUMN
        }
        for at in range(sheet.nrows):
            cells = [self._text(cell) for cell in sheet.row(at)[:LAST_COLUMN]]
            hidden = at in sheet.rowinfo_map and bool(sheet.rowinfo_map[at].hidden)
            grid.add(GridRow(at + 1, cells, hidden))
        grid.merged = [
            MergedArea(top + 1, bottom, left, right - 1)
            for top, bottom, left, right in sheet.merged_cells
        ]
        return grid

    def _text(self, cell: Cell) -> str:
        if cell.ctype == xlrd.XL_CELL_DATE:
            try:
                return cell_text(xlrd.xldate_as_datetime(float(cell.value), self._book.datemode))
            except (ValueError, OverflowError):
                return cell_text(cell.value)
        if cell.ctype == xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(int(cell.value), "#N/A"))
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return cell_text(bool(cell.value))
        return cell_text(cell.value)
