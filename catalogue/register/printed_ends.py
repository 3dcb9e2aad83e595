"""Ends that a text states as a day, a month, a quarter, a year or a time: "đến 6/2027", "24 tháng".

A month says that the certificate ends in it and not on which day: it certainly holds until its first
day, possibly until its last. "Đến hết" names the last day itself. A time counts from the day of issue.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from catalogue.clock import add_months
from catalogue.models.certificate_terms import VALIDITY_MONTHS
from catalogue.register.printed_dates import Period, find_dates, month_period, plain, year_period
from catalogue.text import fold

_A_DAY = timedelta(days=1)
_ROUGH_DAYS = r"""
    (?:
        (?:thang\s*)?(?P<month>\d{1,2})\s*[/.-]\s*
        | qu[yi]\s*(?P<quarter>[1-4]|i{1,3}|iv)\s*[/,.-]?\s*(?:nam\s*)?
        | nam\s*
    )?
    (?P<year>20\d\d)(?!\d)(?!\s*[/.-]\s*\d)(?!\s*/\s*\w)
"""
#: An end as people write it: a word of ending before it, or nothing else in the cell.
_ROUGH = re.compile(
    r"\b(?:den|toi|het\ (?:han|hieu\ luc)(?:\s+(?:ke\s+)?(?P<since>tu))?|(?<!gia\ )han"
    r"|(?=het\ +(?:thang|quy|nam|20)))\b\s*:?\s*"
    r"(?:(?:het|cuoi|dau|giua|khoang|vao|trong|ngay)\s+){0,3}"
    rf"(?P<days>{_ROUGH_DAYS})",
    re.VERBOSE,
)
_HET = re.compile(r"\bhet\s+$")
_ALONE = re.compile(rf"(?P<days>{_ROUGH_DAYS})\W*", re.VERBOSE)
_FIGURE = (
    r"(?<![\d/.,])(?P<figure>\d{1,4})\s*(?:\([^)\d]*\)\s*)?(?P<unit>tháng|thang|năm|nam|ngày|ngay)"
)
_WORD = r"\b(?P<word>một|hai|ba|bốn|năm)\s+(?P<unit_of_word>tháng|năm)"
_TIME = re.compile(
    rf"(?:{_FIGURE}|{_WORD})\b(?!\s*(?:\d|/|thứ\b|liên\b|lần\b|một\s+lần))", re.IGNORECASE
)
_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_RANGE = re.compile(r"\s+(?:den|toi)\s+|\s*[–-]\s+|\s+[–-]\s*|(?<=\d{4})\s*[–-]\s*(?=20\d\d\b)")
#: Folded words that make a time that of a certificate, and those that make it something else's.
_OF_VALIDITY = ("hieu luc", "gia tri", "thoi han", "trong vong", "co han")
_COUNTED = ("ke tu", "tinh tu", "tu ngay", "tu khi")
_OF_ANOTHER = (
    *("sau", "dinh ky", "moi", "gia han", "thu hoi", "danh gia lai", "bao cao", "ho so"),
    *("su dung", "bao quan", "bao hanh", "hsd", "giai doan", "chuong trinh", "du kien", "truoc"),
    *("hoat dong", "san xuat", "luu kho"),
)
_ENDS = ("den", "toi", "het han", "het hieu luc")
_OF_CERTIFICATE = (*_OF_VALIDITY, "het han", "chung nhan", "cong nhan")


@dataclass(frozen=True, slots=True)
class StatedEnd:
    """An end as a source states it: the days on one of which it lies, or a time from the day of issue."""

    text: str
    days: Period | None = None
    months: int = 0
    day_count: int = 0

    @property
    def names_day(self) -> bool:
        """Whether it is a day of the calendar."""
        return self.days is not None and self.days.is_exact

    def counted_from(self, issued: Period) -> Period:
        """The days on one of which a certificate ends that was issued then."""
        if self.days:
            return self.days
        return Period(*(self._after(day) for day in (issued.first, issued.last)))

    def _after(self, day: date) -> date:
        return add_months(day, self.months) + timedelta(days=self.day_count)


@dataclass(frozen=True, slots=True)
class PrintedEnd:
    """An end in a text, and where it stands."""

    start: int
    end: int
    stated: StatedEnd


def find_ends(text: str) -> Iterator[PrintedEnd]:
    """Ends of a plain() text that name no day: months, quarters, years and times."""
    bare = _unmarked(text)
    for match in _ROUGH.finditer(bare):
        days = _days(match)
        if days is not None and not _says(_clause(text, match.start())[0], _OF_ANOTHER):
            start, end = match.span("days")
            if match["since"]:
                days = Period(days.first - _A_DAY, days.last - _A_DAY)
            elif _HET.search(bare[:start]):
                days = Period.of(days.last)
            yield PrintedEnd(start, end, StatedEnd(text[start:end].strip(), days))
    for match in _TIME.finditer(text):
        before, after = _clause(text, match.start())[0], _clause(text, match.end())[1]
        stated = _time(match)
        if (
            (stated.months or _says(before, _OF_VALIDITY))
            and not _says(f"{before} {after}", _OF_ANOTHER)
            and _is_of_validity(before, after)
        ):
            yield PrintedEnd(*match.span(), stated)


def end_in_column(cell: str) -> str | None:
    """The end of a cell that says nothing else, as a phrase for a decision's text; None without one.

    Of "2024 – 2027" the later is the end. 36 months need no phrase: they are the rule's.
    """
    text = plain(cell)
    bare = _unmarked(text)
    if any(_TIME.finditer(text)) and not any(find_dates(text)):
        return _phrase(f"hiệu lực {text}")
    match = list(_RANGE.finditer(bare))
    last = text[match[-1].end() :] if match else text
    if _ALONE.fullmatch(_unmarked(last)) or any(found.period for found in find_dates(last)):
        return f"hiệu lực đến {last}"
    return _phrase(f"hiệu lực {text}")


def end_in_remark(remark: str) -> str:
    """The ends of a certificate that a note states beside other things, as such a phrase."""
    text = plain(remark)
    phrases = []
    for found in find_dates(text):
        clause = fold(_clause(text, found.start)[0])
        if (
            found.period
            and _says(clause, _ENDS)
            and _says(clause, _OF_CERTIFICATE)
            and not _says(clause, _OF_ANOTHER)
        ):
            phrases.append(f"hiệu lực đến {found.text}")
    for end in find_ends(text):
        before, after = _clause(text, end.start)[0], _clause(text, end.end)[1]
        if not _says(before, _OF_CERTIFICATE) and not _says(after, _COUNTED):
            continue
        if end.stated.days is None and end.stated.months != VALIDITY_MONTHS:
            phrases.append(f"hiệu lực {end.stated.text}")
        elif end.stated.days is not None:
            whole = end.stated.days.is_exact
            phrases.append(f"hiệu lực đến {'hết ' if whole else ''}{end.stated.text}")
    return "; ".join(dict.fromkeys(phrases))


def end_of(ends: Iterable[StatedEnd], issued: Period) -> Period | None:
    """The days on one of which it ends by all that is stated: what they share, else the earliest."""
    days = [end.counted_from(issued) for end in ends]
    if not days:
        return None
    first = min(days, key=lambda period: period.last)
    shared = Period(max(day.first for day in days), first.last)
    return shared if shared.first <= shared.last else first


def end_within(rule: Period, stated: Period) -> Period:
    """The certain and the latest end: the rule's, shortened by what is stated, never lengthened.

    A stated month or year in which the certain end of the rule lies agrees with it.
    """
    first = stated.first if stated.last < rule.first else rule.first
    return Period(first, max(first, min(rule.last, stated.last)))


def at_its_end(days: Period, words: str) -> Period:
    """The last of the days, where the words before them say so: "đến hết tháng 6/2027"."""
    return Period.of(days.last) if fold(words).endswith("den het") else days


def _phrase(text: str) -> str | None:
    ends = [end.stated for end in find_ends(text)]
    if not ends:
        return None
    return "" if all(end.months == VALIDITY_MONTHS for end in ends) else text


def _days(match: re.Match[str]) -> Period | None:
    year = int(match["year"])
    if match["month"]:
        return month_period(int(match["month"]), year)
    if match["quarter"]:
        number = _QUARTERS.get(match["quarter"]) or int(match["quarter"])
        first, last = month_period(3 * number - 2, year), month_period(3 * number, year)
        return Period(first.first, last.last) if first and last else None
    return year_period(year)


def _time(match: re.Match[str]) -> StatedEnd:
    number = int(match["figure"] or _WORDS[match["word"].lower()])
    unit = (match["unit"] or match["unit_of_word"]).lower()
    if unit.startswith("ng"):
        return StatedEnd(match[0], day_count=number)
    return StatedEnd(match[0], months=min(number, 999) * (1 if unit.startswith("th") else 12))


def _is_of_validity(before: str, after: str) -> bool:
    """Whether a time is how long the certificate holds: said so, or nothing else in its clause."""
    if _says(before, _OF_VALIDITY) or _says(after, _COUNTED):
        return True
    return not fold(before) and not fold(after)


def _clause(text: str, at: int) -> tuple[str, str]:
    """What stands in the same clause before a place, and behind it."""
    before = re.split(r"[;,()\n]|\.\s", text[:at])[-1]
    after = re.split(r"[;,()\n]|\.\s", text[at:], maxsplit=1)[0]
    return before, after


def _says(text: str, phrases: Iterable[str]) -> bool:
    folded = f" {fold(text)} "
    return any(f" {phrase} " in folded for phrase in phrases)


def _unmarked(text: str) -> str:
    """The text without marks and in lower case, letter for letter."""
    letters = (unicodedata.normalize("NFD", letter)[0].lower()[0] for letter in text)
    return "".join(letters).replace("đ", "d")
