"""Hours of the day in Vietnam: when a phone stays still, and when the e-mail of the day goes."""

from datetime import datetime, timedelta


def is_quiet(moment: datetime, first: int, end: int) -> bool:
    """Whether a moment in Vietnam lies from the hour `first` on and before the hour `end`.

    The hours may reach over midnight (21 to 6). Both the same: no hour is quiet.
    """
    if first <= end:
        return first <= moment.hour < end
    return moment.hour >= first or moment.hour < end


def next_at(moment: datetime, hour: int) -> datetime:
    """Return the next moment at which that hour strikes in the time zone of `moment`, later than it."""
    at = moment.replace(hour=hour, minute=0, second=0, microsecond=0)
    return at if at > moment else at + timedelta(days=1)
