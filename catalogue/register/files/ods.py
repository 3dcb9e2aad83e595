"""ODS, read in one pass. odfpy holds the whole tree and has had no release since 2020."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from xml.etree.ElementTree import Element

from catalogue.register.files.archive import Archive, local_attribute, local_name
from catalogue.register.files.grid import LAST_COLUMN, GridRow, MergedArea, SheetGrid, cell_text

CONTENT = "content.xml"
#: A row with text that is repeated more often than this is formatting, not data.
_REPEATED = 1000


class OpenDocument:
    """The visible sheets of an ODS; `hidden` are the names of the others."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.hidden: list[str] = []

    def grids(self) -> Iterator[SheetGrid]:
        """Read the visible sheets; a sheet is whole when the next one begins."""
        invisible: set[str] = set()
        grid: SheetGrid | None = None
        number, column = 1, 0
        for element in self._archive.elements(
            CONTENT, "style", "table-row", "table-column", opening="table"
        ):
            local = local_name(element)
            if local == "style":
                if any(local_attribute(child, "display") == "false" for child in element):
                    invisible.add(local_attribute(element, "name"))
            elif local == "table":
                if grid:
                    yield grid
                grid, number, column = self._sheet(element, invisible), 1, 0
            elif grid and local == "table-column":
                times = _times(element, "number-columns-repeated")
                if _is_hidden(element):
                    columns = range(column, min(column + times, LAST_COLUMN))
                    grid.hidden_columns.update(columns)
                column += times
            elif grid and local == "table-row":
                number += _add_row(grid, number, element)
        if grid:
            yield grid

    def _sheet(self, table: Element, invisible: set[str]) -> SheetGrid | None:
        """An empty sheet; None for a hidden one."""
        name = local_attribute(table, "name")
        if local_attribute(table, "style-name") in invisible:
            self.hidden.append(name)
            return None
        return SheetGrid(name)


def _add_row(grid: SheetGrid, number: int, element: Element) -> int:
    """Add a row as often as it is repeated; return how often."""
    times = _times(element, "number-rows-repeated")
    row = _row(number, element, grid.merged)
    if not row.is_empty:
        for offset in range(times if times <= _REPEATED else 1):
            grid.add(replace(row, number=number + offset, cells=list(row.cells)))
    return times


def _row(number: int, element: Element, merged: list[MergedArea]) -> GridRow:
    cells: list[str] = []
    uncalculated, formulas = set(), set()
    column = 0
    for cell in element:
        if local_name(cell) not in ("table-cell", "covered-table-cell"):
            continue
        times = _times(cell, "number-columns-repeated")
        text = _text(cell) if len(cell) or cell.attrib else ""
        if local_attribute(cell, "formula"):
            formulas.add(column)
        if text is None:
            uncalculated.add(column)
        elif text and column < LAST_COLUMN:
            cells.extend([""] * (column - len(cells)))
            cells.extend([text] * min(times, LAST_COLUMN - column))
        down, across = _times(cell, "number-rows-spanned"), _times(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            merged.append(MergedArea(number, number + down - 1, column, column + across - 1))
        column += times
    return GridRow(
        number, cells, _is_hidden(element), frozenset(uncalculated), formulas=frozenset(formulas)
    )


def _is_hidden(element: Element) -> bool:
    return local_attribute(element, "visibility") in ("collapse", "filter")


def _text(cell: Element) -> str | None:
    """The text of a cell; None for a formula without a value."""
    kind = local_attribute(cell, "value-type")
    shown = "\n".join(_plain(child) for child in cell if local_name(child) == "p")
    if kind in ("float", "currency"):
        return cell_text(float(local_attribute(cell, "value")))
    if kind == "date":
        day = local_attribute(cell, "date-value").removesuffix("Z")
        return cell_text(datetime.fromisoformat(day)) if day else shown
    if not shown and not kind and local_attribute(cell, "formula"):
        return None
    return shown or local_attribute(cell, "string-value")


def _plain(element: Element) -> str:
    """The text of a paragraph with its spans; notes stand in other elements."""
    parts = [element.text or ""]
    for child in element:
        local = local_name(child)
        if local == "s":
            parts.append(" " * min(_times(child, "c"), 100))
        elif local in ("tab", "line-break"):
            parts.append(" ")
        elif local in ("span", "a"):
            parts.append(_plain(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _times(element: Element, name: str) -> int:
    value = local_attribute(element, name)
    return max(1, int(value)) if value else 1
