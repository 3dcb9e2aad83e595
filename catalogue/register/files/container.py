"""What kind of file it is, by its bytes and never by its name, and its visible sheets.

Whatever is wrong with a file becomes one sentence that says what to do.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from xlrd.biffh import XLRDError

from catalogue.register.exceptions import RegisterFileError
from catalogue.register.files.archive import Archive, DoctypeFound, damaged, protected
from catalogue.register.files.delimited import decode, delimited_grid
from catalogue.register.files.grid import ROW_LIMIT, SheetGrid, TooManyRows
from catalogue.register.files.ods import CONTENT, OpenDocument
from catalogue.register.files.xls import OldWorkbook
from catalogue.register.files.xlsx import Workbook

#: Bytes of a file, and of an XLS, which is held whole while it is read.
FILE_LIMIT = 32 * 1024**2
OLD_LIMIT = 16 * 1024**2
SHEET_LIMIT = 200
#: Cells with text in all sheets together.
CELLS_LIMIT = 2_000_000

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_START = _OLE[:4]


def _utf_16(name: str) -> bytes:
    return name.encode("utf-16-le")


@dataclass
class FileSheets:
    """The visible sheets of a file, the names of the hidden ones, and the encoding of a CSV."""

    grids: list[SheetGrid] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    encoding: str = ""


def open_file(data: bytes) -> FileSheets:
    """Read every visible sheet. Raises RegisterFileError and nothing else."""
    if len(data) > FILE_LIMIT:
        raise RegisterFileError(too_large(len(data)))
    if not data.strip(b"\0 \t\r\n"):
        raise RegisterFileError(_("The file is empty; nothing was written."))
    if data.startswith(_ZIP):
        return _guarded(lambda: _from_archive(data))
    if data.startswith(_OLE_START):
        return _guarded(lambda: _from_old(data))
    foreign = _foreign(data)
    if foreign:
        raise RegisterFileError(foreign)
    return _guarded(lambda: _from_text(data))


def too_large(size: int) -> str:
    """The sentence for a file beyond the limit."""
    return _(
        "The file has %(size)s MB; at most %(limit)s MB can be read. Delete pictures and unused "
        "sheets, or send it in parts."
    ) % {"size": size // 1024**2, "limit": FILE_LIMIT // 1024**2}


def refuse_too_large(file: File) -> None:
    """Refuse a sent file at once that no reader would take; raises ValidationError."""
    size = file.size or 0
    if size > FILE_LIMIT:
        raise ValidationError(too_large(size))


def _guarded(read: Callable[[], FileSheets]) -> FileSheets:
    """Read a binary file; whatever a reader stumbles over means that the file is damaged."""
    try:
        return read()
    except RegisterFileError:
        raise
    except TooManyRows as error:
        raise RegisterFileError(_too_many_rows()) from error
    except DoctypeFound as error:
        raise RegisterFileError(
            _(
                "The file holds instructions that no spreadsheet needs and that can harm the "
                "server; it is not opened. Copy the table into a new file and send that."
            )
        ) from error
    except XLRDError as error:
        raise RegisterFileError(
            protected() if "encrypted" in str(error).lower() else damaged()
        ) from error
    # The readers of binary formats fail in as many ways as there are bytes.
    except (Exception, ParseError) as error:
        raise RegisterFileError(damaged()) from error


def _from_text(data: bytes) -> FileSheets:
    text, encoding = decode(data)
    grids = [delimited_grid(text.lstrip("\ufeff"))]
    _check_size(grids)
    return FileSheets(grids, encoding=encoding)


def _from_archive(data: bytes) -> FileSheets:
    archive = Archive(data)
    if "xl/workbook.xml" in archive.names:
        return _collected(Workbook(archive))
    if CONTENT in archive.names and "mimetype" in archive.names:
        kind = archive.read("mimetype").decode("ascii", "replace")
        if "spreadsheet" not in kind:
            raise RegisterFileError(_no_table(_("a document of LibreOffice")))
        manifest = "META-INF/manifest.xml"
        if manifest in archive.names and b"encryption-data" in archive.read(manifest):
            raise RegisterFileError(protected())
        return _collected(OpenDocument(archive))
    if "word/document.xml" in archive.names:
        raise RegisterFileError(_no_table(_("a Word document")))
    if any(name.startswith("ppt/") for name in archive.names):
        raise RegisterFileError(_no_table(_("a presentation")))
    if "xl/workbook.bin" in archive.names:
        raise RegisterFileError(_save_as(_("a binary Excel workbook (.xlsb)")))
    if any(name.startswith("Index/") for name in archive.names):
        raise RegisterFileError(_save_as(_("a file of Numbers")))
    raise RegisterFileError(
        _(
            "This is a compressed folder (.zip), not a table. Unpack it and send the file that is "
            "inside."
        )
    )


def _from_old(data: bytes) -> FileSheets:
    if _utf_16("EncryptedPackage") in data or _utf_16("EncryptionInfo") in data:
        raise RegisterFileError(protected())
    if _utf_16("WordDocument") in data:
        raise RegisterFileError(_no_table(_("a Word document")))
    if len(data) > OLD_LIMIT:
        raise RegisterFileError(_save_as(_("a large workbook of an old Excel (.xls)")))
    return _collected(OldWorkbook(data))


def _collected(book: Workbook | OpenDocument | OldWorkbook) -> FileSheets:
    """The sheets of a book, as long as they are a list of products and not an archive."""
    grids: list[SheetGrid] = []
    for grid in book.grids():
        grids.append(grid)
        _check_size(grids)
    return FileSheets(grids, book.hidden)


def _check_size(grids: list[SheetGrid]) -> None:
    """Raise RegisterFileError for more sheets, rows or cells than a register has."""
    if len(grids) > SHEET_LIMIT:
        raise RegisterFileError(
            _(
                "The file has more than %(limit)s sheets. Put the lists on fewer sheets, or send "
                "several files."
            )
            % {"limit": SHEET_LIMIT}
        )
    rows = sum(len(grid.rows) for grid in grids)
    if rows > ROW_LIMIT or _cells(grids) > CELLS_LIMIT:
        raise RegisterFileError(_too_many_rows())


def _too_many_rows() -> str:
    return _("The file has more than %(limit)s rows with text. Send it in several files.") % {
        "limit": f"{ROW_LIMIT:,}".replace(",", ".")
    }


def _cells(grids: list[SheetGrid]) -> int:
    return sum(len(row.cells) for grid in grids for row in grid.rows)


def _foreign(data: bytes) -> str:
    """The sentence for a file that is no table at all; empty when it may be text."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf"):
        return _no_table(_("a PDF"))
    if start.startswith(b"{\\rtf"):
        return _no_table(_("a Word document"))
    pictures = (b"\x89png", b"\xff\xd8\xff", b"gif8", b"ii*\0", b"mm\0*")
    if data[:4].lower().startswith(pictures) or data[4:8] == b"ftyp":
        return _no_table(_("a picture"))
    archives = (b"rar!", b"7z\xbc\xaf", b"\x1f\x8b")
    if data[:4].lower().startswith(archives):
        return _(
            "This is a compressed folder (.zip), not a table. Unpack it and send the file that is "
            "inside."
        )
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<meta")):
        return _save_as(_("a web page under the name of a workbook"))
    return ""


def _no_table(kind: str) -> str:
    return _(
        "This is %(kind)s, not a table. Send the list of products as an Excel file (.xlsx): copy "
        "the table into Excel and save it."
    ) % {"kind": kind}


def _save_as(kind: str) -> str:
    return _(
        "This is %(kind)s. Open it in Excel or LibreOffice, choose “Save as” → “Excel Workbook "
        "(.xlsx)” and send that."
    ) % {"kind": kind}
