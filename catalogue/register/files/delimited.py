"""CSV and its kin: commas, semicolons, tabs or bars, in any encoding that can be told for certain."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import islice

from django.utils.translation import gettext as _

from catalogue.register.exceptions import RegisterFileError
from catalogue.register.files.garbled import read_bytes
from catalogue.register.files.grid import LAST_COLUMN, GridRow, SheetGrid

#: Characters of one cell; more means that a closing quotation mark is missing.
CELL_LIMIT = 32 * 1024
_DELIMITERS = ",;\t|"
_SAMPLE = 64 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and, when it is no UTF-8, the name of its encoding.

    Raises RegisterFileError where no encoding makes Vietnamese of it for certain.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if not encoding and b"\0" in data:
        encoding = _utf_16(data[:_SAMPLE])
        if not encoding:
            raise RegisterFileError(_unknown(_line_of(data, data.index(b"\0"))))
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        found = None if encoding else read_bytes(data)
        if found is None:
            raise RegisterFileError(_unknown(_line_of(data, error.start))) from error
        return found
    return text, encoding.upper() if encoding.startswith(("utf-16", "utf-32")) else ""


def delimited_grid(text: str) -> SheetGrid:
    """The rows of a CSV, each under the line that it starts on. Raises RegisterFileError.

    Excel may put "sep=;" before the table.
    """
    first = text[:16].splitlines()[:1]
    declared = first[0][4:5] if first and first[0].lower().startswith("sep=") else ""
    head, _end, rest = text.partition("\n") if declared else ("", "", text)
    # Excel ends its lines with a bare \r on old Macs; csv knows that only at the start of a file.
    delimiter = declared or _delimiter(rest)
    offset = head.count("\n") + 1 if declared else 0
    grid = SheetGrid("", counts_cells=True)
    with _cell_limit():
        for line, cells in _records(rest, delimiter, offset):
            if any(len(cell.encode(errors="replace")) > CELL_LIMIT for cell in cells):
                raise RegisterFileError(broken(line, "field larger"))
            grid.add(GridRow(line, cells[:LAST_COLUMN]))
    return grid


def _records(text: str, delimiter: str, offset: int) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = offset + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise RegisterFileError(broken(line, str(error))) from error
        yield line, cells


def _delimiter(text: str) -> str:
    """The sign that parts the most of the first rows into one number of cells, the larger if two do.

    The rows decide and not the widest of them: "150,000;18,000" has more commas than its heading.
    """
    return max(_DELIMITERS, key=lambda sign: _evenness(text[:_SAMPLE], sign))


def _evenness(text: str, sign: str) -> tuple[int, int]:
    """How many of the first rows have the same number of cells, and that number."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    widths: Counter[int] = Counter()
    with suppress(csv.Error):  # told when all of the file is read
        widths.update(len(row) for row in islice(rows, 60) if len(row) > 1)
    return max(((rows, width) for width, rows in widths.items()), default=(0, 0))


@contextmanager
def _cell_limit() -> Iterator[None]:
    """The limit of the csv module, which is global, for as long as a file is read."""
    before = csv.field_size_limit(CELL_LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def broken(line: int, error: str) -> str:
    """What went wrong in a CSV, in words that say what to do."""
    if "field larger" in error:
        return _(
            "Line %(line)s: a cell is longer than %(limit)s kB. Probably a closing quotation mark "
            "is missing there; nothing was written."
        ) % {"line": line, "limit": CELL_LIMIT // 1024}
    return _(
        "Line %(line)s: the quotation marks do not match; nothing was written. "
        "Save the file again as “CSV UTF-8” in Excel or LibreOffice."
    ) % {"line": line}


def _line_of(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def _utf_16(sample: bytes) -> str:
    """UTF-16 without a mark has a zero byte beside every plain letter; other zeros are no text."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even + odd <= len(sample) // 8 or min(even, odd) * 10 > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _unknown(line: int) -> str:
    """How to save a file whose encoding nobody can tell."""
    found = _("Line %(line)s: this is not UTF-8 text, and its encoding is unknown.")
    how = _(
        "Nothing was written. Save it again: in Excel choose “Save as” → “CSV UTF-8 (Comma "
        "delimited)”; in LibreOffice choose the character set “Unicode (UTF-8)”."
    )
    return f"{found % {'line': line}} {how}"
