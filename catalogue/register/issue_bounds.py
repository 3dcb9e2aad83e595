"""Between which days a row of the register, read or kept, proves its certificate to be issued."""

import re
from datetime import date
from typing import NamedTuple, Protocol

from django.utils.translation import gettext as _

from catalogue.clock import add_months, today
from catalogue.models.certificate_terms import LAST_DAY_OF_DISTRICTS, VALIDITY_MONTHS
from catalogue.register.decision_text import read_decision
from catalogue.register.issue_dates import read_issue_dates
from catalogue.register.printed_dates import Period

_SOURCE_DATE = re.compile(r"(?<![\d/])(?:(\d{1,2})/)?(\d{1,2})/(20\d\d)(?![\d/])")


class DatedRow(Protocol):
    """What a row says of dates."""

    @property
    def certified_year(self) -> int | None: ...
    @property
    def decision(self) -> str: ...
    @property
    def district(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def evidence(self) -> str: ...
    @property
    def issued_not_before(self) -> date | None: ...
    @property
    def issued_not_after(self) -> date | None: ...
    @property
    def last_day(self) -> date | None: ...


class IssueBounds(NamedTuple):
    """The first and the last day on which it may have been issued; the same where it is known.

    `note` says what the bounds were derived from, empty where the source names them. `stated_end`
    holds the end that the row names, or the days on one of which it lies.
    """

    not_before: date
    not_after: date
    evidence: str
    note: str = ""
    stated_end: Period | None = None


def issue_bounds(row: DatedRow) -> IssueBounds | None:
    """Return what a row proves of the day of issue; None where it proves too little.

    A row that names a year only lies within that year, and before districts ended where it names
    one. No day after today is proven: there the date of the source is the last.
    """
    dates = read_issue_dates(
        str(row.certified_year or ""),
        row.decision,
        _iso(row.issued_not_before),
        _iso(row.issued_not_after),
        last_day_text=_iso(row.last_day),
        on=today(),
    )
    first, last = dates.not_before, dates.not_after
    if first is None or last is None:
        return None
    decision, note = read_decision(row.decision, on=today()), ""
    if decision.issued is None and row.issued_not_before is None and row.issued_not_after is None:
        if row.district or decision.names_district:
            last = min(last, LAST_DAY_OF_DISTRICTS)
        note = _year_note(row.certified_year, has_district=last == LAST_DAY_OF_DISTRICTS)
    if last > today():
        published = _published(f"{row.evidence} {row.source}")
        if published is None:
            return None
        last = min(last, published)
    # Bounds so wide that no day is certain tell nothing of a certificate.
    if not first <= last < add_months(first, VALIDITY_MONTHS):
        return None
    if dates.stated_end and dates.stated_end.first <= last:
        return None
    named = row.decision if decision.issued else row.source
    evidence = row.evidence or named or note or _("Row of the register")
    return IssueBounds(first, last, evidence, note, dates.stated_end)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _year_note(year: int | None, *, has_district: bool) -> str:
    if has_district:
        note = _(
            "The source names the year %(year)s only, and a district: there were none after "
            "30 June 2025."
        )
    else:
        note = _("The source names the year %(year)s only.")
    return note % {"year": year}


def _published(text: str) -> date | None:
    """The last date in a source's name, a month standing for its last day; never after today."""
    days = []
    for day, month, year in _SOURCE_DATE.findall(text):
        try:
            first = date(int(year), int(month), int(day or 1))
        except ValueError:
            continue
        days.append(first if day else date.fromordinal(add_months(first, 1).toordinal() - 1))
    return min(max(days), today()) if days else None
