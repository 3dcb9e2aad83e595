"""What the text of a decision says, read with certainty or told.

"377/QĐ-BNN-VPĐP (17/01/2025)" is the plain case. Texts of provinces also hold several decisions,
ends, extensions, withdrawals and amendments; of those only a recognition starts 36 months, so that
no reading makes a certificate longer than its text proves (QĐ 26/2026 Đ.4.3).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.register.printed_dates import Period, find_dates, only_date, plain, serial_day
from catalogue.register.printed_ends import StatedEnd, at_its_end, find_ends
from catalogue.text import fold

_A_DAY = timedelta(days=1)
#: As many as one file may have rows, so that none is read twice for one file.
TEXTS_KEPT = 20_000

_NUMBER = re.compile(
    r"""
    (?<![\w/])(?P<serial>\d{1,3}(?:\.\d{3})+|\d{1,5}[a-z]?)\s*/\s*
        (?P<kind>(?:\d{4}\s*/\s*)?(?:Q[ĐD][^\W\d_]{0,6}|NQ|GCN)
        (?:\s?[-–.]\s?(?!(?:ngày|ngay|của|do|tỉnh|huyện|quận|thành|thị)\b)[^\W\d_]{1,8}(?![^\W\d_]))*)
    | \b(?:Q[ĐD]|quyết\s*định)\s*(?:số)?\s*[:.]?\s*(?P<bare>\d{1,5}[a-z]?)(?![\w])(?!\s*[/.-]\s*\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)
#: A number that begins a text and names no kind of document: "2310", "115/…".
_LEADING = re.compile(
    r"\s*(?:theo\s+)?(?:(?:QĐ|quyết định)\s*)?(?:số\s*)?[:.]?\s*(\d{1,5}[a-z]?(?:/[^\s(,;]*)?)"
    r"(?=\s*(?:$|[(,;]|ngày\b|của\b|do\b|UBND\b))",
    re.IGNORECASE,
)
_AUTHORITY = re.compile(r"[^(;,]*")
_DATED = re.compile(r"\bngày\b.*", re.IGNORECASE)
_DISTRICT = re.compile(r"\b(huyện|quận|thị xã)\s", re.IGNORECASE)
_OF_COMMITTEE = re.compile(r"^(?:của\s+)?(?:UBND\b|ủy ban nhân dân\b)?\s*", re.IGNORECASE)
#: Figures that look like a date and were not read as one.
_UNREAD_DATE = re.compile(r"\d\s*[/.-]\s*\d+\s*[/.-]\s*\d|\bth[áa]ng\s*\d|\d{5}", re.IGNORECASE)
#: The Prime Minister decides on rules, never on a product.
_RULES = re.compile(r"QĐ-TTg$", re.IGNORECASE)


class TextRole(Enum):
    """What a decision or a date in the text is for."""

    RECOGNITION = "recognition"
    EXTENSION = "extension"
    WITHDRAWAL = "withdrawal"
    AMENDMENT = "amendment"
    END = "end"
    START = "start"
    OTHER = "other"


#: Folded words before a number or a date that say its role; the first that fits counts.
_ROLE_WORDS = (
    (TextRole.EXTENSION, ("gia han",)),
    (TextRole.WITHDRAWAL, ("thu hoi", "huy bo", "bai bo", "cham dut", "dinh chi")),
    (
        TextRole.AMENDMENT,
        ("sua doi", "dieu chinh", "thay the", "bo sung", "dinh chinh", "cap lai", "cap doi"),
    ),
    (
        TextRole.OTHER,
        ("can cu", "to trinh", "bien ban", "bao cao", "de nghi", "du kien", "dang trinh", "truoc"),
    ),
    (TextRole.END, ("den", "toi", "het han", "het hieu luc")),
    (TextRole.START, ("hieu luc", "ke tu", "tu ngay", "tu", "ap dung")),
)


@dataclass(frozen=True, slots=True)
class CitedDecision:
    """A decision that a text names beside the recognition: its number, its day and until when it
    holds, as far as the text says.
    """

    number: str = ""
    day: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class DecisionText:
    """A recognition as printed, what else the text tells, and sentences for what is not certain.

    `issued` is the day of issue, or the days between which it lies; `ends` are all that are stated.
    `is_ended` says that the text calls the certificate ended without a day.
    """

    number: str = ""
    issued: Period | None = None
    ends: tuple[StatedEnd, ...] = ()
    authority: str = ""
    extension: CitedDecision | None = None
    withdrawal: CitedDecision | None = None
    is_ended: bool = False
    notes: tuple[str, ...] = ()

    @property
    def signed_on(self) -> date | None:
        """The day of the decision, when the text proves it."""
        return self.issued.first if self.issued and self.issued.is_exact else None

    @property
    def names_district(self) -> bool:
        """Whether the text itself says that a district signed."""
        return bool(_DISTRICT.search(self.authority))


@dataclass(slots=True)
class _Part:
    """A decision of the text with the dates that stand with it."""

    role: TextRole = TextRole.RECOGNITION
    number: str = ""
    authority: str = ""
    is_rule: bool = False
    days: list[Period] = field(default_factory=list)
    starts: list[Period] = field(default_factory=list)
    ends: list[StatedEnd] = field(default_factory=list)
    #: Dates of another role that stand before the first of its own: it may be older than it says.
    before: list[Period] = field(default_factory=list)
    has_unread_date: bool = False

    @property
    def issued(self) -> Period | None:
        """Between the first and the last of its dates; None where one of them cannot be read."""
        days = self.days or self.starts
        if not days or self.has_unread_date:
            return None
        first = min(day.first for day in [*days, *self.before, *self.starts])
        return Period(first, max(day.last for day in days))


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    number: str = ""
    period: Period | None = None
    stated: StatedEnd | None = None


def read_decision(text: str, *, on: date | None = None) -> DecisionText:
    """Read the text of a decision; `on` is today: a day of signing after it is told, not taken."""
    return _read_decision(text, on, get_language())


@lru_cache(maxsize=TEXTS_KEPT)
def _read_decision(text: str, on: date | None, _language: str | None) -> DecisionText:
    """One text is asked for ten times on its way, and stands in many rows; notes have a language."""
    return _Reading(plain(text).replace("Ð", "Đ").replace("ð", "đ"), on).result()


class _Reading:
    """One text being read, part by part."""

    def __init__(self, text: str, on: date | None) -> None:
        self.text, self.on = text, on
        self.parts: list[_Part] = []
        self.notes: list[str] = []
        self.extension: CitedDecision | None = None
        self.withdrawal: CitedDecision | None = None

    def result(self) -> DecisionText:
        """What the whole text comes to."""
        if not self.text:
            return DecisionText()
        serial = serial_day(self.text)
        alone = only_date(self.text)
        if serial or (alone and alone.period):
            issued = Period.of(serial) if serial else alone.period if alone else None
            return DecisionText(issued=self._not_future(issued), notes=tuple(self.notes))
        tokens = _tokens(self.text)
        at = 0
        for token in tokens:
            self._take(token, self.text[at : token.start], previous_end=at)
            at = token.end
        tail = self.text[at:]
        is_ended = self._take_tail(tail, has_tokens=bool(tokens))
        return self._judge(is_ended)

    def _take(self, token: _Token, gap: str, *, previous_end: int) -> None:
        role = _role(gap)
        if token.number:
            authority = _authority(self.text[token.end :])
            is_rule = bool(_RULES.search(token.number))
            self.parts.append(_Part(role or TextRole.RECOGNITION, token.number, authority, is_rule))
            if role in (TextRole.EXTENSION, TextRole.WITHDRAWAL):
                self._cite(role, CitedDecision(token.number))
            return
        if not self.parts:
            self.parts.append(_Part())
        if token.stated:
            self._end_roughly(self.parts[-1], token.stated, role)
            return
        self.parts[-1].has_unread_date |= token.period is None or bool(_UNREAD_DATE.search(gap))
        if token.period is None:
            self._tell(_("“%(text)s” is no day of the calendar or of the programme"), token.text)
            return
        self._date(self.parts[-1], token, role or self._implied(gap, previous_end))

    def _end_roughly(self, part: _Part, stated: StatedEnd, role: TextRole | None) -> None:
        """An end that names no day: of the recognition, unless it is that of an extension."""
        others = (TextRole.EXTENSION, TextRole.WITHDRAWAL)
        if role == TextRole.EXTENSION or (part.role == TextRole.EXTENSION and role not in others):
            until = stated.days.first if stated.days else None
            self._cite(TextRole.EXTENSION, CitedDecision(until=until))
        elif role in (None, TextRole.START, TextRole.END) and part.role not in others:
            part.ends.append(stated)

    def _implied(self, gap: str, previous_end: int) -> TextRole:
        """The role of a date without words: that of its decision, or an end after a dash."""
        part = self.parts[-1]
        if part.days and previous_end and gap.strip() in ("-", "–", "→", "->"):
            return TextRole.END
        if part.role in (TextRole.END, TextRole.START):
            return TextRole.RECOGNITION
        return part.role

    def _date(self, part: _Part, token: _Token, role: TextRole) -> None:
        period = token.period
        if period is None:
            return
        if role not in (TextRole.RECOGNITION, TextRole.START, TextRole.END) and not part.days:
            part.before.append(period)
        if role == TextRole.RECOGNITION:
            if kept := self._not_future(period):
                part.days.append(kept)
        elif role == TextRole.START:
            if kept := self._not_future(period):
                part.starts.append(kept)
        elif role == TextRole.END and part.role == TextRole.EXTENSION:
            self._cite(part.role, CitedDecision(until=period.first))
        elif role == TextRole.END:
            before = self.text[: token.start]
            days = at_its_end(period, before)
            if fold(before).endswith(("het hieu luc tu", "het hieu luc tu ngay")):
                days = Period(days.first - _A_DAY, days.last - _A_DAY)
            part.ends.append(StatedEnd(token.text, days))
        elif role in (TextRole.EXTENSION, TextRole.WITHDRAWAL):
            number = part.number if part.role == role else ""
            self._cite(role, CitedDecision(number, period.first))
        elif part.role == TextRole.RECOGNITION:
            self._tell(_("the date %(text)s is not that of the recognition"), token.text)

    def _cite(self, role: TextRole, cited: CitedDecision) -> None:
        if role == TextRole.EXTENSION:
            self.extension = _joined(self.extension, cited)
        else:
            self.withdrawal = _joined(self.withdrawal, cited)

    def _take_tail(self, tail: str, *, has_tokens: bool) -> bool:
        """Words after the last number or date; whether they say that it has ended."""
        role = _role(tail)
        if role in (TextRole.EXTENSION, TextRole.WITHDRAWAL):
            self._cite(role, CitedDecision())
        if self.parts and _UNREAD_DATE.search(tail):
            self.parts[-1].has_unread_date = True
            self._tell(_("“%(text)s” holds a date that cannot be read"), tail.strip())
        folded = f" {fold(tail)} "
        is_ended = " het han " in folded or " het hieu luc " in folded
        if is_ended:
            self.notes.append(_("the text says that the certificate has ended"))
        if not has_tokens and role not in (TextRole.EXTENSION, TextRole.WITHDRAWAL):
            self._tell(_("no decision can be read from “%(text)s”"), self.text)
        return is_ended

    def _judge(self, is_ended: bool) -> DecisionText:
        """Choose the recognition that counts: the newest, or all that may be it."""
        part = self._chosen()
        if self.extension is not None:
            self.notes.append(_("an extension is named; it counts once a person has confirmed it"))
        if self.withdrawal is not None:
            self.notes.append(_("the text speaks of a withdrawal"))
        issued = part.issued
        if issued and part.is_rule:
            self._tell(_("%(text)s decides on rules, not on a product"), part.number)
            issued = None
        if issued and len({*part.days, *part.before, *part.starts}) > 1:
            self.notes.append(
                _("several dates stand with the decision; which is its own is not certain")
            )
        ends = self._ends(part, issued)
        return DecisionText(
            number=part.number[:80],
            issued=issued,
            ends=ends,
            authority=part.authority[:120],
            extension=self.extension,
            withdrawal=self.withdrawal,
            is_ended=is_ended or _end_before(ends, issued),
            notes=tuple(self.notes),
        )

    def _chosen(self) -> _Part:
        parts = [part for part in self.parts if part.role in (TextRole.RECOGNITION, TextRole.START)]
        numbered = [part for part in parts if part.number]
        if numbered and not parts[0].number:
            return self._led_by_date(parts, numbered)
        of_products = [part for part in parts if not part.is_rule] or parts
        dated = [part for part in of_products if part.issued]
        if not dated:
            if len(of_products) > 1:
                self.notes.append(_("several decisions are named, none with a date"))
            return of_products[0] if of_products else _Part()
        newest = max(dated, key=lambda part: part.issued.first if part.issued else date.min)
        if len(of_products) > 1:
            self._tell(_("several decisions are named; the newest counts: %(text)s"), newest.number)
        return newest

    def _led_by_date(self, parts: list[_Part], numbered: list[_Part]) -> _Part:
        """A date before the first number belongs to it, when there is one of each."""
        first = numbered[0]
        merged = _Part(number=first.number, authority=first.authority)
        for part in parts:
            merged.days += part.days
            merged.starts += part.starts
            merged.ends += part.ends
        if len(numbered) > 1:
            self.notes.append(_("several decisions are named; which date is whose is not certain"))
        return merged

    def _ends(self, part: _Part, issued: Period | None) -> tuple[StatedEnd, ...]:
        """The ends that the text states for this recognition."""
        ends = list(part.ends)
        for other in self.parts:
            if other is not part:
                ends += [end for end in other.ends if not _end_before([end], issued)]
        if _end_before(part.ends, issued):
            self.notes.append(_("the end stands before the day of issue"))
        return tuple(dict.fromkeys(ends))

    def _not_future(self, period: Period | None) -> Period | None:
        if period and self.on and period.first > self.on:
            self._tell(
                _("the day of signing %(text)s lies in the future"), f"{period.first:%d/%m/%Y}"
            )
            return None
        return period

    def _tell(self, message: str, text: str) -> None:
        self.notes.append(message % {"text": text[:60]})


def _end_before(ends: Iterable[StatedEnd], issued: Period | None) -> bool:
    """Whether one of the ends may lie before the day of issue, or on it."""
    return issued is not None and any(end.days and end.days.first <= issued.first for end in ends)


def _joined(known: CitedDecision | None, cited: CitedDecision) -> CitedDecision:
    """One decision of which number and day may be told apart from each other."""
    if known is None:
        return cited
    return CitedDecision(
        known.number or cited.number, known.day or cited.day, known.until or cited.until
    )


def _role(words: str) -> TextRole | None:
    """The role that the words before a number or a date give it, None when they give none."""
    folded = f" {fold(words)} "
    for role, phrases in _ROLE_WORDS:
        if any(f" {phrase} " in folded for phrase in phrases):
            return role
    return None


def _tokens(text: str) -> list[_Token]:
    """Numbers of decisions and dates in the order of the text."""
    dates = [
        _Token(found.start, found.end, found.text, period=found.period)
        for found in find_dates(text)
    ]
    numbers = [
        _Token(match.start(), match.end(), match[0], number=_number(match))
        for match in _NUMBER.finditer(text)
    ]
    dates += [
        _Token(found.start, found.end, found.stated.text, stated=found.stated)
        for found in find_ends(text)
        if not any(day.start < found.end and found.start < day.end for day in dates)
    ]
    leading = _LEADING.match(text)
    if not numbers and leading and not any(day.start < leading.end(1) for day in dates):
        number = leading[1].rstrip("/….-")
        numbers = [_Token(leading.start(1), leading.end(1), number, number=number)]
    taken = [
        day
        for day in dates
        if not any(day.start < number.end and number.start < day.end for number in numbers)
    ]
    return sorted([*numbers, *taken], key=lambda token: token.start)


def _number(match: re.Match[str]) -> str:
    """The number without spaces, capitals where the text has none at all."""
    if match["bare"]:
        return match["bare"]
    kind = "".join(match["kind"].split()).replace("–", "-")
    if kind.islower():
        kind = kind.upper()
    return f"{match['serial']}/{kind}"


def _authority(rest: str) -> str:
    """Who signed, as the text says it after the number: "huyện Yên Mô"."""
    found = _AUTHORITY.match(rest)
    text = _DATED.sub("", found[0] if found else "")
    first_date = next(find_dates(text), None)
    if first_date:
        text = text[: first_date.start]
    text = text.strip(" -–,.:")
    return _OF_COMMITTEE.sub("", text).strip(" -–,.:")
