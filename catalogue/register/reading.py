"""Reading a register file: CSV (comma, semicolon or tab) or XLSX, one header line, one row a line.

What cannot be read with certainty is refused whole, with the line and what to do about it.
"""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from django.utils.translation import gettext as _

from catalogue.register.encoding import decode
from catalogue.register.exceptions import RegisterFileError
from catalogue.register.workbook import is_workbook, sheet_rows
from catalogue.text import fold, normalize

COLUMNS = (
    "product_name",
    "producer_name",
    "producer_type",
    "group",
    "commune",
    "district",
    "province_at_certification",
    "stars",
    "certified_year",
    "decision",
    "price_vnd",
    "unit",
    "source",
)
#: What a file may say beside: bounds of the day of issue and what proves them, code, end, remark.
OPTIONAL_COLUMNS = (
    *("issued_not_before", "issued_not_after", "evidence"),
    *("product_code", "last_day", "remark"),
)
CELL_LIMIT = 32 * 1024
FILE_LIMIT = 64 * 1024**2
_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class RegisterLine:
    """One row as text by column, with its line in the file (the header is line 1)."""

    number: int
    cells: dict[str, str]
    missing: int = 0
    surplus: int = 0


@dataclass(frozen=True)
class RegisterFile:
    """A readable file: its extra columns, and its rows one by one."""

    lines: Iterator[RegisterLine]
    ignored: tuple[str, ...] = ()


def read_register(path: Path) -> RegisterFile:
    """Open a register file and check its header.

    Raises RegisterFileError, also while the rows are read: for a missing file, another encoding
    than UTF-8, missing columns, a broken quote or a cell beyond 32 kB.
    """
    data = _bytes(path)
    rows = sheet_rows(path) if is_workbook(data) else _csv_rows(decode(data))
    number, header = next(_filled(rows), (1, []))
    columns, ignored = _columns(number, header)
    return RegisterFile(_lines(rows, columns, len(header)), ignored)


def _bytes(path: Path) -> bytes:
    """The file as it is; raises RegisterFileError when it cannot be opened or is far too large."""
    try:
        if path.stat().st_size > FILE_LIMIT:
            raise RegisterFileError(
                _("%(path)s is larger than %(limit)s MB; nothing was written.")
                % {"path": path, "limit": FILE_LIMIT // 1024**2}
            )
        return path.read_bytes()
    except OSError as error:
        raise RegisterFileError(
            _("Cannot open %(path)s: %(reason)s.") % {"path": path, "reason": error.strerror}
        ) from error


def _csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV with the line each one starts on; the delimiter is the header's.

    Excel may put "sep=;" before the header.
    """
    file = io.StringIO(text, newline="")
    first = file.readline()
    declared = first[4:5] if first.lower().startswith("sep=") else ""
    header = file.readline() if declared else first
    file.seek(len(first) if declared else 0)
    delimiter = declared or max(_DELIMITERS, key=header.count)
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    offset = 1 if declared else 0
    with _cell_limit():
        while True:
            start = offset + reader.line_num + 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise RegisterFileError(_broken(start, str(error))) from error
            yield start, row


@contextmanager
def _cell_limit() -> Iterator[None]:
    """The limit of the csv module, which is global, for as long as a file is read."""
    before = csv.field_size_limit(CELL_LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _broken(line: int, error: str) -> str:
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


def _filled(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything."""
    return ((number, row) for number, row in rows if any(cell.strip() for cell in row))


def _columns(line: int, header: list[str]) -> tuple[dict[int, str], tuple[str, ...]]:
    """Position → column, and the names that are not ours; raises RegisterFileError."""
    names = [normalize(name).strip().lower() for name in header]
    missing = [column for column in COLUMNS if column not in names]
    known = (*COLUMNS, *OPTIONAL_COLUMNS)
    extra = [name for name in names if name and name not in known]
    doubled = sorted({name for name in names if name in known and names.count(name) > 1})
    if missing:
        raise RegisterFileError(_wrong_header(line, missing, extra))
    if doubled:
        raise RegisterFileError(
            _("Line %(line)s: the header names these columns twice: %(columns)s.")
            % {"line": line, "columns": ", ".join(doubled)}
        )
    positions = {names.index(column): column for column in known if column in names}
    return positions, tuple(extra)


def _wrong_header(line: int, missing: list[str], extra: list[str]) -> str:
    """Which columns miss, which are unknown, and which unknown one was probably meant."""
    parts = [
        _("Line %(line)s: the header is not that of the register; nothing was written.")
        % {"line": line},
        _("Missing columns: %(columns)s.") % {"columns": ", ".join(missing)},
    ]
    if extra:
        shown = ", ".join(name[:60] for name in extra[:20])
        parts.append(_("Unknown columns: %(columns)s.") % {"columns": shown})
    guesses = {fold(name): name for name in extra}
    for column in missing:
        close = get_close_matches(fold(column), guesses, n=1, cutoff=0.6)
        if close:
            parts.append(
                _("Did you mean “%(column)s” where the file says “%(name)s”?")
                % {"column": column, "name": guesses[close[0]]}
            )
    parts.append(_("Expected, in any order: %(columns)s.") % {"columns": ", ".join(COLUMNS)})
    return " ".join(parts)


def _lines(
    rows: Iterator[tuple[int, list[str]]], columns: dict[int, str], width: int
) -> Iterator[RegisterLine]:
    """Rows by column name; empty rows are left out, and cells beyond the header are counted.

    A column that the file does not have is empty in every row.
    """
    needed = max(columns) + 1
    for number, row in _filled(rows):
        if any(len(cell.encode(errors="replace")) > CELL_LIMIT for cell in row):
            raise RegisterFileError(_broken(number, "field larger"))
        yield RegisterLine(
            number,
            dict.fromkeys(OPTIONAL_COLUMNS, "")
            | {name: row[at] if at < len(row) else "" for at, name in columns.items()},
            missing=max(0, needed - len(row)),
            surplus=sum(1 for cell in row[width:] if cell.strip()),
        )
