"""Dates as people print them: in figures, in words, as months alone, as numbers of a spreadsheet.

A date that does not exist, or lies before the programme (QĐ 490/QĐ-TTg, 2018), is no date: who
reads it is told.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from catalogue.text import normalize

FIRST_YEAR = 2018
#: What a spreadsheet counts its days from.
_SERIAL_START = date(1899, 12, 30)
#: A bare number from here to here is a day of a spreadsheet, 2018 to 2035, and no decision number.
_SERIALS = range(43101, 49675)

_SERIAL = re.compile(r"\s*(\d{5})(?:\.0+)?\s*")
_PRINTED = re.compile(
    r"""
    (?<!\d)(?P<iso_year>20\d{2})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})
        (?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?!\d)
    | (?:(?<!\d)(?P<word_day>\d{1,2})\s*)?\bth[áa]ng\s*(?P<word_month>\d{1,2})
        \s*(?:[,/.-]\s*)?(?:n[ăa]m\s*)?(?P<word_year>\d{4})(?!\d)
    | (?<!\d)(?<!\d[/.])(?P<day>\d{1,2})\s*(?P<mark>[/.-])\s*(?P<month>\d{1,2})\s*(?P=mark)\s*
        (?P<year>\d{4}|\d{2})(?!\d)(?!\s*/\s*\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """The days between which something happened, both included; one day when it is exact."""

    first: date
    last: date

    @classmethod
    def of(cls, day: date) -> "Period":
        """The period of one day."""
        return cls(day, day)

    @property
    def is_exact(self) -> bool:
        """Whether the day itself is known."""
        return self.first == self.last

    def widened(self, other: "Period") -> "Period":
        """The shortest period that holds both: what is left when two sources disagree."""
        return Period(min(self.first, other.first), max(self.last, other.last))

    def meets(self, other: "Period") -> bool:
        """Whether they share a day."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date in a text: where it stands, and the period that it names, None when there is none."""

    start: int
    end: int
    text: str
    period: Period | None


def plain(text: str) -> str:
    """The text composed, with full-width figures and letters as ordinary ones, spaces single."""
    return " ".join(unicodedata.normalize("NFKC", normalize(text)).split())


def find_dates(text: str) -> Iterator[PrintedDate]:
    """All dates of a plain() text in order, those that do not exist included."""
    for match in _PRINTED.finditer(text):
        yield PrintedDate(match.start(), match.end(), match[0], _period(match))


def serial_day(text: str) -> date | None:
    """The day that a spreadsheet's bare number stands for: 45674 is 17/01/2025."""
    match = _SERIAL.fullmatch(text)
    if match is None or int(match[1]) not in _SERIALS:
        return None
    return _SERIAL_START + timedelta(days=int(match[1]))


def only_date(text: str) -> PrintedDate | None:
    """The date that a plain() text consists of, None when it says anything else."""
    found = next(find_dates(text), None)
    bare = text.strip(" ().,;:")
    if found is None or bare.casefold().removeprefix("ngày").strip() != found.text.casefold():
        return None
    return found


def month_period(month: int, year: int) -> Period | None:
    """All days of a month, None where there is no such month in the programme."""
    if not (1 <= month <= 12 and FIRST_YEAR <= year <= date.max.year):
        return None
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def year_period(year: int) -> Period:
    """All days of a year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def _period(match: re.Match[str]) -> Period | None:
    day = match["iso_day"] or match["word_day"] or match["day"]
    month = int(match["iso_month"] or match["word_month"] or match["month"])
    printed = match["iso_year"] or match["word_year"] or match["year"]
    year = int(printed) + (2000 if len(printed) == 2 else 0)
    whole = month_period(month, year)
    if day is None or whole is None:
        return whole
    if not 1 <= int(day) <= whole.last.day:
        return None
    return Period.of(date(year, month, int(day)))
