"""XLSX, read in one pass: cached values, merged areas, hidden rows, whatever `<dimension>` says.

openpyxl gives either little memory or merged areas and hidden rows, and cannot tell an empty cell
from a formula without a value; it serves here for dates and coordinates.
"""

import posixpath
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from catalogue.register.files.archive import Archive, local_attribute, local_name
from catalogue.register.files.grid import LAST_COLUMN, GridRow, MergedArea, SheetGrid, cell_text

_WORKBOOK = "xl/workbook.xml"
#: Formats of dates that Excel keeps without a code, among them those of East Asia.
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
#: Excel's last row. A number beyond it is no row.
_LAST_ROW = 1_048_576


class Workbook:
    """The visible sheets of an XLSX, one after the other; `hidden` are the names of the others."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._epoch = CALENDAR_WINDOWS_1900
        self.hidden: list[str] = []
        self._sheets: list[tuple[str, str]] = []
        targets = self._targets()
        for element in archive.elements(_WORKBOOK, "workbookPr", "sheet"):
            if local_name(element) == "workbookPr":
                if element.get("date1904") in ("1", "true"):
                    self._epoch = CALENDAR_MAC_1904
                continue
            name, part = element.get("name", ""), targets.get(local_attribute(element, "id"), "")
            if "/worksheets/" not in part or part not in archive.names:
                continue
            if element.get("state", "visible") != "visible":
                self.hidden.append(name)
            else:
                self._sheets.append((name, part))
        self._dates = self._date_styles()
        self._strings: list[str] | None = None

    def grids(self) -> Iterator[SheetGrid]:
        """Read the visible sheets."""
        for name, part in self._sheets:
            yield self._grid(name, part)

    def _targets(self) -> dict[str, str]:
        """Relation id → part of the archive."""
        found = {}
        for element in self._archive.elements("xl/_rels/workbook.xml.rels", "Relationship"):
            target = element.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            found[element.get("Id", "")] = posixpath.normpath(path)
        return found

    def _date_styles(self) -> frozenset[int]:
        """The cell styles that show a number as a day."""
        part = "xl/styles.xml"
        if part not in self._archive.names:
            return frozenset()
        codes: dict[int, str] = {}
        styles: list[int] = []
        for element in self._archive.elements(part, "numFmt", "cellXfs"):
            if local_name(element) == "numFmt":
                codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
            else:
                styles = [int(style.get("numFmtId", "0")) for style in element]
        return frozenset(at for at, number in enumerate(styles) if _shows_a_day(number, codes))

    def _shared(self, index: int) -> str:
        """One of the strings that the sheets share; they are read when the first is asked for."""
        if self._strings is None:
            part = "xl/sharedStrings.xml"
            elements = (
                self._archive.elements(part, "si") if part in self._archive.names else iter(())
            )
            self._strings = [_string(element) for element in elements]
        return self._strings[index]

    def _grid(self, name: str, part: str) -> SheetGrid:
        grid = SheetGrid(name)
        number = 0
        for element in self._archive.elements(part, "row", "mergeCell", "col"):
            if local_name(element) == "col":
                if element.get("hidden") in ("1", "true"):
                    first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                    grid.hidden_columns.update(range(first - 1, min(last, LAST_COLUMN)))
                continue
            if local_name(element) == "mergeCell":
                area = _area(element.get("ref", ""))
                if area:
                    grid.merged.append(area)
                continue
            number = int(element.get("r") or number + 1)
            if 0 < number <= _LAST_ROW:
                grid.add(self._row(number, element))
        grid.rows.sort(key=lambda row: row.number)
        return grid

    def _row(self, number: int, element: Element) -> GridRow:
        cells: list[str] = []
        uncalculated, formulas = set(), set()
        column = -1
        for cell in element:
            if local_name(cell) != "c":
                continue
            reference = cell.get("r")
            column = _column(reference) if reference else column + 1
            if column >= LAST_COLUMN:
                continue
            text = self._text(cell)
            if any(local_name(child) == "f" for child in cell):
                formulas.add(column)
            if text is None:
                uncalculated.add(column)
            elif text:
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = text
        hidden = element.get("hidden") in ("1", "true")
        return GridRow(number, cells, hidden, frozenset(uncalculated), formulas=frozenset(formulas))

    def _text(self, cell: Element) -> str | None:
        """The text of a cell; None for a formula without a value."""
        kind = cell.get("t", "n")
        value, has_formula, inline = "", False, None
        for child in cell:
            local = local_name(child)
            if local == "v":
                value = child.text or ""
            elif local == "f":
                has_formula = True
            elif local == "is":
                inline = child
        if kind == "inlineStr":
            return _string(inline) if inline is not None else ""
        if not value:
            return None if has_formula and kind != "str" else ""
        if kind == "s":
            return self._shared(int(value))
        if kind == "b":
            return cell_text(value == "1")
        if kind == "d":
            return cell_text(datetime.fromisoformat(value.removesuffix("Z")))
        return self._number(value, int(cell.get("s", "0"))) if kind == "n" else value

    def _number(self, value: str, style: int) -> str:
        number = float(value)
        if style in self._dates:
            try:
                return cell_text(from_excel(number, self._epoch))
            except (ValueError, OverflowError):
                pass
        return cell_text(number)


def _shows_a_day(number: int, codes: dict[int, str]) -> bool:
    code = codes.get(number) or BUILTIN_FORMATS.get(number, "")
    return (number in _DATE_FORMATS and number not in codes) or is_date_format(code)


def _string(element: Element) -> str:
    """The text of a string, its runs put together, without what it sounds like in Japanese."""
    parts = []
    for child in element:
        local = local_name(child)
        if local == "t":
            parts.append(child.text or "")
        elif local == "r":
            parts += [run.text or "" for run in child if local_name(run) == "t"]
    return "".join(parts).replace("_x000D_", "")


@lru_cache(maxsize=4096)
def _letters(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _column(reference: str) -> int:
    """The column of "AB12", counted from 0."""
    return _letters(reference.rstrip("0123456789").replace("$", "").upper())


def _area(reference: str) -> MergedArea | None:
    left, top, right, bottom = (edge or 0 for edge in range_boundaries(reference))
    if not (0 < left <= right and 0 < top <= bottom) or left > LAST_COLUMN:
        return None
    return MergedArea(top, bottom, left - 1, min(right, LAST_COLUMN) - 1)
