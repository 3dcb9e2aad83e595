"""When a certificate was issued, as far as a row of a register proves it.

Day or bounds come from the columns made for them, from the decision's text, or from the year.
What these disagree about is told and stays open: the bounds then hold everything that any of them
says, so that nothing is sold on the reading that suits.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.clock import add_months
from catalogue.models.certificate_terms import LAST_DAY_OF_DISTRICTS, VALIDITY_MONTHS
from catalogue.register.decision_text import TEXTS_KEPT, DecisionText, read_decision
from catalogue.register.printed_dates import (
    FIRST_YEAR,
    Period,
    find_dates,
    month_period,
    plain,
    serial_day,
    year_period,
)
from catalogue.register.printed_ends import StatedEnd, end_of, end_within

_YEAR = re.compile(
    r"(?:năm|nam|đợt năm)?\s*(\d{4})(?:[.,]0+)?\s*(?:\(.*\)|[,–-]?\s*đợt\s*\w+)?", re.I
)
_ROUND_FIRST = re.compile(r"đợt\s*\w{1,3}\s*(?:,|/|-|năm|\s)\s*(?:năm\s*)?(\d{4})", re.I)
_YEARS = re.compile(r"(?:năm|nam|giai đoạn)?\s*(\d{4})\s*(?:-|–|/|đến|và|,)\s*(\d{4})", re.I)
_MONTH = re.compile(r"(?:tháng\s*)?(\d{1,2})\s*[/.-]\s*(\d{4})", re.I)


@dataclass(frozen=True, slots=True)
class IssueDates:
    """What is known of the day of issue; both bounds are set, or it is not known.

    `stated_end` holds the end that the source names: the day, or those on one of which it lies; None
    when it names none that the law allows.
    `notes` are sentences for people: what was not certain, and what was made of it.
    """

    not_before: date | None = None
    not_after: date | None = None
    stated_end: Period | None = None
    notes: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether both bounds are set."""
        return self.not_before is not None and self.not_after is not None

    @property
    def is_exact(self) -> bool:
        """Whether the day itself is known."""
        return self.is_known and self.not_before == self.not_after


def read_issue_dates(
    year_text: str,
    decision_text: str,
    not_before_text: str = "",
    not_after_text: str = "",
    *,
    last_day_text: str = "",
    on: date | None = None,
) -> IssueDates:
    """Say between which days a row proves its certificate to have been issued.

    Explicit bounds outrank the decision's date, and that outranks the year; two that disagree are
    told and widen each other. `on` is today: years and days after it are told and not taken.
    """
    texts = (year_text, decision_text, not_before_text, not_after_text, last_day_text)
    return _read_issue_dates(*texts, on, get_language())


@lru_cache(maxsize=TEXTS_KEPT)
def _read_issue_dates(
    year_text: str,
    decision_text: str,
    not_before_text: str,
    not_after_text: str,
    last_day_text: str,
    on: date | None,
    _language: str | None,
) -> IssueDates:
    """Asked for by every step that a row takes; notes have a language."""
    notes: list[str] = []
    decision = read_decision(decision_text, on=on)
    notes += decision.notes
    year, year_note = read_year(year_text, on=on)
    notes += [year_note] if year_note else []
    issued = _of_decision_and_year(decision, year, notes)
    issued, one_sided = _within_bounds(issued, decision, not_before_text, not_after_text, notes)
    if issued and decision.names_district:
        issued = _signed_by_district(issued, notes)
    ends = (*decision.ends, *_last_day(last_day_text, notes))
    if issued is None:
        known = [end.days for end in ends if end.days]
        earliest = min(known, key=lambda days: days.first, default=None)
        return IssueDates(
            *((None, None) if decision.is_ended else one_sided), earliest, tuple(notes)
        )
    end = end_of(ends, issued)
    if decision.is_ended or (end and end.first <= issued.first):
        if not decision.is_ended:
            notes.append(_("the end stands before the day of issue"))
        return IssueDates(None, None, end, tuple(notes))
    end = _lawful(end, issued, notes)
    if end is not None:
        notes += _told(ends, end, issued)
    return IssueDates(issued.first, issued.last, end, tuple(notes))


def _told(ends: Iterable[StatedEnd], end: Period, issued: Period) -> Iterator[str]:
    """What was made of ends that name no day; nothing of 36 months, which are the rule's."""
    rough = [each for each in ends if not each.names_day and each.months != VALIDITY_MONTHS]
    if not rough:
        return
    rule = _rule_end(issued)
    until = end_within(rule, end)
    facts = {
        "text": "; ".join(each.text for each in rough)[:60],
        "first": f"{until.first:%d/%m/%Y}",
        "last": f"{until.last:%d/%m/%Y}",
    }
    if until == rule:
        yield (
            _("the stated end “%(text)s” agrees with the rule: 36 months, until %(first)s") % facts
        )
    elif until.is_exact:
        yield _("the stated end “%(text)s” shortens the certificate: until %(first)s") % facts
    else:
        yield (
            _(
                "the stated end “%(text)s” names no day: certainly in force until %(first)s, at the"
                " latest until %(last)s"
            )
            % facts
        )


def read_year(text: str, *, on: date | None = None) -> tuple[Period | None, str]:
    """Read the column of the year: "2025", "Năm 2025", "2025.0", "2024-2025", "31/12/2025".

    Returns the days it allows and, where it says nothing certain, the sentence about it.
    """
    text = plain(text)
    if not text:
        return None, ""
    period = _year_period(text)
    latest = on.year if on else date.max.year
    if period is None or period.first.year < FIRST_YEAR or period.last.year > latest:
        return None, _("the year “%(text)s” is not a year from %(first)s to %(last)s") % {
            "text": text[:40],
            "first": FIRST_YEAR,
            "last": latest if on else _("today"),
        }
    if on and period.first > on:
        return None, _("the date “%(text)s” lies in the future") % {"text": text[:40]}
    return period, ""


def _year_period(text: str) -> Period | None:
    if serial := serial_day(text):
        return Period.of(serial)
    days = [found.period for found in find_dates(text)]
    if days:
        return days[0] if len(days) == 1 else None
    if match := _YEAR.fullmatch(text) or _ROUND_FIRST.fullmatch(text):
        return _span(match[1], match[1])
    if match := _YEARS.fullmatch(text):
        return _span(match[1], match[2])
    if match := _MONTH.fullmatch(text):
        return month_period(int(match[1]), int(match[2]))
    return None


def _span(first: str, last: str) -> Period | None:
    if not 1 <= int(first) <= int(last) or int(last) - int(first) > 2:
        return None
    return Period(year_period(int(first)).first, year_period(int(last)).last)


def _of_decision_and_year(
    decision: DecisionText, year: Period | None, notes: list[str]
) -> Period | None:
    """The decision's own day where the year does not contradict it.

    A round may be decided in the year after it: only an earlier day, or one two years on, is a
    contradiction. A full date in the column of the year must be the decision's.
    """
    signed = decision.issued
    if signed is None or year is None:
        return signed or year
    allowed = Period(year.first, _a_year_on(year.last)) if not _is_day(year) else year
    if allowed.first <= signed.first and signed.last <= allowed.last:
        return signed
    if allowed.meets(signed) and _is_day(signed):
        return Period(max(allowed.first, signed.first), min(allowed.last, signed.last))
    notes.append(_("the year and the decision's date contradict each other"))
    return signed.widened(year)


def _is_day(period: Period) -> bool:
    """Whether it is a day or a month as printed, not a span that a doubt has opened."""
    return (period.last - period.first).days < 31


def _a_year_on(day: date) -> date:
    return add_months(day, 12) if day.year < date.max.year else day


def _within_bounds(
    issued: Period | None,
    decision: DecisionText,
    not_before_text: str,
    not_after_text: str,
    notes: list[str],
) -> tuple[Period | None, tuple[date | None, date | None]]:
    """What the columns of bounds make of it, and the one bound there is when nothing else is known.

    Bounds may lie outside the year of the round; a decision's exact day may not lie outside them.
    """
    first = _bound(not_before_text, notes, latest=False)
    last = _bound(not_after_text, notes, latest=True)
    if first and last and first > last:
        notes.append(_("the bounds of the day of issue stand the wrong way round"))
        return None, (None, None)
    if issued is None or (first and last and decision.issued is None):
        return (Period(first, last), (first, last)) if first and last else (None, (first, last))
    bounds = Period(first or date.min, last or date.max)
    if bounds.meets(issued):
        return Period(max(bounds.first, issued.first), min(bounds.last, issued.last)), (None, None)
    if not (first or last):
        return issued, (None, None)
    notes.append(_("the bounds and the decision's date or the year contradict each other"))
    known = [day for day in (first, last, issued.first, issued.last) if day]
    return Period(min(known), max(known)), (None, None)


def _bound(text: str, notes: list[str], *, latest: bool) -> date | None:
    period = _single_day(text, notes)
    return (period.last if latest else period.first) if period else None


def read_last_day(text: str) -> date | None:
    """The day that a cell about the end of a certificate holds, None where it is not one day."""
    period = _single_day(text, [])
    return period.first if period else None


def _last_day(text: str, notes: list[str]) -> list[StatedEnd]:
    period = _single_day(text, notes)
    return [StatedEnd(plain(text), period)] if period else []


def _single_day(text: str, notes: list[str]) -> Period | None:
    text = plain(text)
    if not text:
        return None
    if serial := serial_day(text):
        return Period.of(serial)
    days = [found.period for found in find_dates(text)]
    if len(days) == 1 and days[0]:
        return days[0]
    notes.append(_("“%(text)s” is not a date") % {"text": text[:40]})
    return None


def _signed_by_district(issued: Period, notes: list[str]) -> Period | None:
    """The days on which a district may have signed; None where there were no districts any more."""
    if issued.first > LAST_DAY_OF_DISTRICTS:
        notes.append(_("a district is named, but districts signed nothing after 30/06/2025"))
        return None
    return Period(issued.first, min(issued.last, LAST_DAY_OF_DISTRICTS))


def _lawful(end: Period | None, issued: Period, notes: list[str]) -> Period | None:
    """A stated end, unless it is later than any day of issue allows: then a person must confirm it."""
    if end is None:
        return None
    if end.first > _rule_end(issued).last:
        notes.append(
            _("the stated end %(end)s is later than 36 months allow; it waits for confirmation")
            % {"end": f"{end.first:%d/%m/%Y}"}
        )
        return None
    return end


def _rule_end(issued: Period) -> Period:
    """The certain and the latest end that the rule gives (QĐ 26/2026 Đ.4.3)."""
    return Period(*(add_months(day, VALIDITY_MONTHS) for day in (issued.first, issued.last)))
