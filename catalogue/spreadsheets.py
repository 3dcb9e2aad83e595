"""CSV and XLSX for people with Excel: the one writer of every table that somebody downloads.

A cell that a spreadsheet would run as a formula gets an apostrophe in front, which makes it text
(OWASP, "CSV Injection"). The file begins with a byte order mark, without which Excel takes
Vietnamese for something else.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import IO, Any

from django.http import StreamingHttpResponse
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

BOM = "\ufeff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CELL_LIMIT = 32_767  # of Excel, in letters
#: Where Excel begins another cell if its list separator is not the comma, as in Vietnam.
_INNER_CELL = re.compile(r"""(?<=[;\t\r\n])(?=["' ]*[=+@＝＋＠－-])""")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Line:
    """Gives a written line back instead of storing it."""

    def write(self, line: str) -> str:
        return line


def safe_cell(value: Any) -> Any:
    """Return a value as a cell: whole amounts without decimals, text that no spreadsheet runs."""
    if value is None:
        return ""
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value
    text = str(value).replace("\x00", "")
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_SIGNS) else text


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Return the lines of a CSV file, headings first, as they come."""
    writer = csv.writer(_Line())
    yield BOM
    for row in rows:
        yield writer.writerow([_csv_cell(value) for value in row])


def _csv_cell(value: Any) -> Any:
    """Return a cell that no separator within it turns into two, of which the second is run."""
    cell = safe_cell(value)
    return _INNER_CELL.sub("'", cell) if isinstance(cell, str) else cell


def csv_response(filename: str, rows: Iterable[Iterable[Any]]) -> StreamingHttpResponse:
    """Return a download; the first row holds the headings."""
    return StreamingHttpResponse(
        csv_lines(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


def write_workbook(file: IO[bytes], sheets: Mapping[str, Iterable[Iterable[Any]]]) -> None:
    """Write tables as the sheets of an XLSX, by title; the first row of each holds the headings."""
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for row in rows:
            sheet.append([_workbook_cell(value) for value in row])
    book.save(file)


def _workbook_cell(value: Any) -> Any:
    """Return a cell without the control characters and the length that a workbook cannot hold."""
    cell = safe_cell(value)
    return ILLEGAL_CHARACTERS_RE.sub("", cell)[:_CELL_LIMIT] if isinstance(cell, str) else cell
