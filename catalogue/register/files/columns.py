"""What the columns of a register are called: a dictionary, and what a province's officer chose.

The dictionary is catalogue/data/register_columns.csv. Headings are compared without marks, signs
and letter case; one that ends with " *" also stands for everything that begins with it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from catalogue.reference.files import read
from catalogue.text import fold

#: The columns of the register itself, in the order of a file that the shop wrote.
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
#: What a file may say beside: bounds of the day of issue and what proves them, the code, the last
#: day and the day of issue as printed, whether it was withdrawn, and a note.
OPTIONAL_COLUMNS = (
    "issued_not_before",
    "issued_not_after",
    "evidence",
    "product_code",
    "valid_until",
    "issued_on",
    "status",
    "note",
)
#: Columns for ticks: "x" under "4 sao".
STAR_COLUMNS = {"stars_3": "3", "stars_4": "4", "stars_5": "5"}
#: Read for what they say about the others, and passed on to nobody.
AUXILIARY_COLUMNS = ("address", "contact", "score", "ordinal", *STAR_COLUMNS)
#: Told apart so that it is not taken for something else: stars applied for, pictures, turnover.
IGNORED = "ignored"
#: Everything that an officer may choose for a heading.
CHOICES = (*COLUMNS, *OPTIONAL_COLUMNS, *AUXILIARY_COLUMNS, IGNORED)
_PREFIX = " *"
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")
#: Longer texts are sentences and no headings.
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Recognised:
    """A column, and how sure its heading makes it: 3 chosen, 2 in the dictionary, 1 begins so.

    `others` are what it means where that column stands elsewhere: "Đơn vị" is who makes it or "kg".
    """

    column: str
    certainty: int
    others: tuple[str, ...] = ()


class ColumnNames:
    """Headings and the columns they stand for."""

    def __init__(self, chosen: Mapping[str, str] | None = None) -> None:
        self._chosen = dict(chosen or {})
        self._known: dict[str, Recognised | None] = {}

    def recognise(self, heading: str) -> Recognised | None:
        """The column of a heading; None where nobody knows it."""
        if heading not in self._known:
            self._known[heading] = self._recognise(heading)
        return self._known[heading]

    def _recognise(self, heading: str) -> Recognised | None:
        if not heading.strip() or len(heading) > _LONGEST:
            return None
        key = heading_key(heading)
        if self._chosen.get(key):
            return Recognised(self._chosen[key], 3)
        exact, prefixes = _dictionary()
        columns = exact.get(key) or exact.get(heading_key(_BRACKETED.sub(" ", heading)))
        if columns:
            return Recognised(columns[0], 2, tuple(columns[1:]))
        for start, named in prefixes:
            if key.startswith(start + " "):
                return Recognised(named, 1)
        return None


def heading_key(heading: str) -> str:
    """A heading as it is compared and remembered."""
    return fold(heading[:_LONGEST])


@lru_cache(maxsize=1)
def _dictionary() -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """Headings as compared → columns, the likeliest first; the beginnings, the longest first."""
    exact: dict[str, list[str]] = {}
    prefixes: list[tuple[str, str]] = []
    for row in read("register_columns.csv"):
        heading, column = row["heading"], row["column"]
        if heading.endswith(_PREFIX):
            prefixes.append((heading_key(heading.removesuffix(_PREFIX)), column))
        else:
            exact.setdefault(heading_key(heading) or heading, []).append(column)
    return exact, sorted(prefixes, key=lambda pair: -len(pair[0]))


def column_title(column: str) -> str:
    """The heading that the dictionary gives a column first, for people: "Tên sản phẩm"."""
    return _titles().get(column, column)


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read("register_columns.csv"):
        if not row["heading"].isascii() or row["column"] not in COLUMNS:
            found.setdefault(row["column"], row["heading"])
    return found
