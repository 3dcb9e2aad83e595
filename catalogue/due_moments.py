"""Rows that several workers share, each with the moment from which on it may be taken.

A clock that was set wrong writes moments that lie far ahead. Once it is right again, nothing that
lies further ahead than the longest pause of its kind is waited for: it is due, as is a row without
a moment.
"""

from datetime import datetime, timedelta

from django.db.models import Q

from catalogue.clock import now


def due_condition(field: str, longest: timedelta) -> Q:
    """Return which rows may be taken now; `longest` is the longest pause that is ever written."""
    moment = now()
    is_empty = Q(**{f"{field}__isnull": True})
    return is_empty | Q(**{f"{field}__lte": moment}) | Q(**{f"{field}__gt": moment + longest})


def is_due(moment: datetime | None, longest: timedelta) -> bool:
    """Whether such a moment has come; the same rule in Python."""
    return moment is None or not timedelta() < moment - now() <= longest
