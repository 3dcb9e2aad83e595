"""Reading the first sheet of an Excel workbook (XLSX)."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from catalogue.register.exceptions import RegisterFileError

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_BROKEN = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, OSError)
UNPACKED_LIMIT = 200 * 1024 * 1024


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are an XLSX; raises RegisterFileError for the older XLS."""
    if data.startswith(_OLD_EXCEL):
        raise RegisterFileError(
            _("This is an old Excel workbook (.xls). Save it as .xlsx or as “CSV UTF-8”.")
        )
    return data.startswith(_ZIP)


def sheet_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet as text, with their numbers as Excel shows them."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > UNPACKED_LIMIT:
                raise RegisterFileError(_("The workbook is too large; nothing was written."))
        book = load_workbook(path, read_only=True, data_only=True)
    except _BROKEN as error:
        raise RegisterFileError(
            _("The workbook cannot be opened: %(reason)s.") % {"reason": error}
        ) from error
    try:
        for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
            yield number, [_text(cell) for cell in row]
    finally:
        book.close()


def _text(cell: object) -> str:
    """A cell as it would stand in a CSV."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date | datetime):
        return cell.strftime("%d/%m/%Y")
    return str(cell)
