"""What a row proves of the day on which its certificate was issued."""

import re
from datetime import date
from typing import NamedTuple, Protocol

from django.utils.translation import gettext as _

from catalogue.clock import add_months, today
from catalogue.models.certificate import VALIDITY_MONTHS
from catalogue.register.decisions import parse_decision

#: A district that issued, or that the row names, dates the certificate before districts ended.
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
_SOURCE_DATE = re.compile(r"(?<![\d/])(?:(\d{1,2})/)?(\d{1,2})/(20\d\d)(?![\d/])")


class DatedRow(Protocol):
    """What a row of the register, read or kept, says of dates."""

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


class IssueBounds(NamedTuple):
    """The first and the last day on which it may have been issued; the same where it is known."""

    not_before: date
    not_after: date
    evidence: str
    note: str = ""


def issue_bounds(row: DatedRow) -> IssueBounds | None:
    """Return what a row proves of the day of issue; None where it proves too little or contradicts.

    The date of the decision, or else the bounds that the row gives, or else its whole year. No year
    that has not ended is taken whole: there the date of the source bounds it.
    """
    bounds = _dated(row) or _given(row) or _whole_year(row)
    if bounds is None or not _agrees(row, bounds):
        return None
    # Bounds so wide that no day is certain tell nothing of a certificate.
    if add_months(bounds.not_before, VALIDITY_MONTHS) <= bounds.not_after:
        return None
    return bounds


def contradicts(row: DatedRow) -> bool:
    """Whether the days that a row gives cannot all be true."""
    bounds = _dated(row) or _given(row)
    return bounds is not None and not _agrees(row, bounds)


def _agrees(row: DatedRow, bounds: IssueBounds) -> bool:
    first, last = row.issued_not_before, row.issued_not_after
    return (
        bounds.not_before <= bounds.not_after
        and (first is None or first <= bounds.not_after)
        and (last is None or bounds.not_before <= last)
    )


def _dated(row: DatedRow) -> IssueBounds | None:
    """The date of the decision itself."""
    day = parse_decision(row.decision).signed_on
    return day and IssueBounds(day, day, row.evidence or row.decision)


def _given(row: DatedRow) -> IssueBounds | None:
    """The bounds of the row, one of which its year may stand in for."""
    first, last, year = row.issued_not_before, row.issued_not_after, row.certified_year
    if first is None and last is None:
        return None
    if year is not None:
        first, last = first or date(year, 1, 1), last or _last_day(row, year)
    if first is None or last is None:
        return None
    if parse_decision(row.decision).names_district:
        last = min(last, LAST_DAY_OF_DISTRICTS)
    return IssueBounds(first, last, row.evidence or row.source or _("Row of the register"))


def _whole_year(row: DatedRow) -> IssueBounds | None:
    year = row.certified_year
    last = year and _last_day(row, year)
    if not year or not last:
        return None
    if row.district or parse_decision(row.decision).names_district:
        last = min(last, LAST_DAY_OF_DISTRICTS)
        note = _(
            "The source names the year %(year)s only, and a district: there were none after "
            "30 June 2025."
        )
    else:
        note = _("The source names the year %(year)s only.")
    note %= {"year": year}
    return IssueBounds(date(year, 1, 1), last, row.source or note, note)


def _last_day(row: DatedRow, year: int) -> date | None:
    """The last day of a year that has ended; of the present one, the day its source was published."""
    if year < today().year:
        return date(year, 12, 31)
    published = _published(f"{row.evidence} {row.source}")
    return published if published and published.year == year else None


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
