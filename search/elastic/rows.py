"""From entries of the site's database to lines of a bulk request, by the thousand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import orjson
from django.db.models import Model, QuerySet

from search.elastic.mapping import (
    CELL_FIELDS,
    CELL_SEPARATOR,
    PAGES,
    PRODUCTS,
    IndexFamily,
    to_keyword,
)
from search.models import PageEntry, SearchEntry
from search.proof_windows import read_windows

#: A deletion is newer than every revision: what is gone does not come back.
DELETED_VERSION = 2**62

_ENTRIES: dict[IndexFamily, type[Model]] = {PRODUCTS: SearchEntry, PAGES: PageEntry}
_KEYWORDS = {"node", "province", "former_province", "producer"}


@dataclass(frozen=True)
class Columns:
    """The columns of a family's entries in the order they are read; key and revision come first."""

    names: tuple[str, ...]
    keywords: tuple[int, ...]

    @classmethod
    def of(cls, family: IndexFamily) -> "Columns":
        """Return the columns, from the model."""
        model = _ENTRIES[family]
        fields = [field.name for field in model._meta.concrete_fields]
        names = (family.key, "revision", *(set(fields) - {family.key, "revision"}))
        indexes = tuple(index for index, name in enumerate(names) if name in _KEYWORDS)
        return cls(names, indexes)

    def document(self, row: tuple) -> dict:
        """Return the document of one row."""
        document = dict(zip(self.names, row, strict=True))
        del document["revision"]
        for index in self.keywords:
            document[self.names[index]] = None if row[index] is None else to_keyword(row[index])
        document["name_key"] = document["name"]
        if self.names[0] == PRODUCTS.key:
            document["proofs"] = _ranges(document["proofs"])
            document["cell"] = CELL_SEPARATOR.join(_part(document[name]) for name in CELL_FIELDS)
        return document


def _part(value: int | str | None) -> str:
    """A yes is 1 and a no 0; nothing is no value."""
    return "" if value is None else value if isinstance(value, str) else str(int(value))


def _ranges(text: str) -> dict[str, list[dict[str, str]]]:
    """Return the days of each kind of proof as ranges."""
    ranges: dict[str, list[dict[str, str]]] = defaultdict(list)
    for window in read_windows(text):
        ranges[window.kind].append({"gte": window.first, "lte": window.last})
    return ranges


def entries(family: IndexFamily) -> QuerySet:
    """Return all entries of a family."""
    return _ENTRIES[family]._default_manager.all()


def batches(family: IndexFamily, size: int) -> Iterator[list[tuple]]:
    """Yield all rows in batches by key, so that no transaction is long while others write."""
    names, last = Columns.of(family).names, 0
    while True:
        queryset = entries(family).filter(pk__gt=last).order_by("pk").values_list(*names)
        rows = list(queryset[:size])
        if not rows:
            return
        yield rows
        last = rows[-1][0]


def rows_of(family: IndexFamily, ids: Iterable[int]) -> list[tuple]:
    """Return the rows of these entries; those that are gone are left out."""
    return list(entries(family).filter(pk__in=ids).values_list(*Columns.of(family).names))


def index_lines(family: IndexFamily, rows: Iterable[tuple]) -> bytes:
    """Return the lines that bring documents to the state of their rows, never to an older one."""
    columns, lines = Columns.of(family), []
    for row in rows:
        lines.append(b'{"index":{"_id":"%d","version":%d,"version_type":"external_gte"}}' % row[:2])
        lines.append(orjson.dumps(columns.document(row)))
    return b"\n".join([*lines, b""])


def delete_lines(ids: Iterable[int]) -> bytes:
    """Return the lines that delete documents for good."""
    action = b'{"delete":{"_id":"%d","version":%d,"version_type":"external_gte"}}\n'
    return b"".join(action % (pk, DELETED_VERSION) for pk in ids)
