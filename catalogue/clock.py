"""The one clock: "today" is today in Asia/Ho_Chi_Minh, where certificates begin and end.

Months are counted as decisions count them.
"""

import calendar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Return the present moment, aware, in Vietnam's time zone (UTC+7, no summer time)."""
    return timezone.now().astimezone(VIETNAM)


def today() -> date:
    """Return the calendar day in Vietnam, or the day that a demonstration pins (OCOP_TODAY)."""
    return settings.OCOP_TODAY or now().date()


def present_day() -> date:
    """Return the day of now(), whatever a demonstration pins: promises count from the hour of an order."""
    return now().date()


def seconds_until_midnight() -> int:
    """Return the seconds left of the day in Vietnam: no answer may be cached for longer."""
    moment = now()
    midnight = datetime.combine(moment.date() + timedelta(days=1), time.min, tzinfo=VIETNAM)
    return max(1, int((midnight - moment).total_seconds()))


def add_months(start: date, months: int) -> date:
    """Return the same day `months` later, clamped to the month's end (29/2/2024 + 36 → 28/2/2027)."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    month += 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
