"""Counting in months as decisions do."""

import calendar
from datetime import date


def add_months(start: date, months: int) -> date:
    """Return the same day `months` later, clamped to the month's end (29/2/2024 + 36 → 28/2/2027)."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    month += 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
