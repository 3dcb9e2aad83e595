"""ZIP containers (XLSX, ODS): what they unpack to is checked before anything is unpacked."""

import io
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import Element, iterparse
from xml.parsers import expat

from django.utils.translation import gettext as _

from catalogue.register.exceptions import RegisterFileError

#: Bytes of all parts together, and how many times its packed size one large part may have.
UNPACKED_LIMIT = 128 * 1024**2
RATIO_LIMIT = 250
_LARGE = 16 * 1024**2
_PARTS = 5000
_CHUNK = 64 * 1024
_ENCRYPTED = 0x1


class DoctypeFound(Exception):
    """An XML part declares a document type: no spreadsheet needs one, and bombs are made of them."""


class _RootReached(Exception):
    """The prologue is over."""


class Archive:
    """A ZIP of XML parts that is safe to unpack. Raises RegisterFileError otherwise."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
            raise RegisterFileError(damaged()) from error
        members = self._zip.infolist()
        self.names = frozenset(member.filename for member in members)
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise RegisterFileError(protected())
        unpacked = sum(member.file_size for member in members)
        bomb = any(
            member.file_size > max(_LARGE, RATIO_LIMIT * member.compress_size) for member in members
        )
        if unpacked > UNPACKED_LIMIT or len(members) > _PARTS or bomb:
            raise RegisterFileError(
                _(
                    "The file unpacks to far more than a list of products (%(size)s MB, at most "
                    "%(limit)s MB). Copy the table into a new file, without pictures and empty "
                    "formatted rows, and send that."
                )
                % {"size": unpacked // 1024**2, "limit": UNPACKED_LIMIT // 1024**2}
            )

    def read(self, name: str) -> bytes:
        """A small part as bytes."""
        return self._zip.read(name)

    def elements(self, name: str, *tags: str, opening: str = "") -> Iterator[Element]:
        """The elements of a part with these local names, one by one, each forgotten after its use.

        Those named `opening` come when they begin, with their attributes alone. Raises
        DoctypeFound, and ParseError where the part is no XML.
        """
        with self._zip.open(name) as part:
            _check_prologue(part)
        with self._zip.open(name) as part:
            wanted = frozenset(tags)
            open_elements: list[Element] = []
            inside = 0
            # Without a document type there is nothing to expand and nothing to fetch.
            for event, element in iterparse(part, events=("start", "end")):  # noqa: S314
                local = local_name(element)
                if event == "start":
                    open_elements.append(element)
                    inside += local in wanted
                    if local == opening and not inside:
                        yield element
                    continue
                open_elements.pop()
                if local in wanted:
                    inside -= 1
                    if not inside:
                        yield element
                if not inside and open_elements:
                    open_elements[-1].clear()


def _check_prologue(part: IO[bytes]) -> None:
    """Read up to the first element; raises DoctypeFound."""

    def refuse(*_args: object) -> None:
        raise DoctypeFound

    def stop(*_args: object) -> None:
        raise _RootReached

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop
    try:
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk, False)
    except _RootReached:
        return


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def local_attribute(element: Element, name: str) -> str:
    """An attribute by its local name, whatever its namespace; empty for none."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return ""


def damaged() -> str:
    """The sentence for a file that breaks off or makes no sense."""
    return _(
        "The file is damaged or was not sent whole. Open it in Excel or LibreOffice, save it "
        "again as .xlsx and send that."
    )


def protected() -> str:
    """The sentence for a file behind a password."""
    return _(
        "The file is protected by a password. Open it in Excel, choose File → Info → Protect "
        "Workbook → Encrypt with Password, delete the password, save and send it again."
    )
