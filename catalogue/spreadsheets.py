"""CSV for people with Excel: the one writer of every table that somebody downloads.

A cell that a spreadsheet would run as a formula gets an apostrophe in front, which makes it text
(OWASP, "CSV Injection"). The file begins with a byte order mark, without which Excel takes
Vietnamese for something else.
"""

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.http import StreamingHttpResponse

BOM = "\ufeff"
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
        yield writer.writerow([safe_cell(value) for value in row])


def csv_response(filename: str, rows: Iterable[Iterable[Any]]) -> StreamingHttpResponse:
    """Return a download; the first row holds the headings."""
    return StreamingHttpResponse(
        csv_lines(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )
