"""The queues that the list of tasks is made of: what they hold for a person, and until when.

A source names its rows by a queryset without what a person has entered where a second one has to
look. Permissions and provinces are asked for all sources in one place, selection.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from catalogue.clock import VIETNAM
from shop.users.models import User


@dataclass(frozen=True)
class TaskText:
    """What a row says: which thing, why it waits, since when, and the next step."""

    title: str
    detail: str
    why: str
    since: date
    url: str
    action: str


@dataclass(frozen=True)
class TaskSource:
    """One queue.

    `kind` is a query-string value. `due` is the column by which the oldest deadline comes first,
    `grace` what is added to it. `provinces` are the paths to the provinces that all have to be the
    person's own. One of `permissions` is enough.
    """

    kind: str
    label: str | Promise
    permissions: tuple[str, ...]
    pending: Callable[[User, date], QuerySet]
    text: Callable[[Any, date], TaskText]
    due: str
    grace: timedelta = timedelta()
    provinces: tuple[str, ...] = ("product__province",)

    def is_for(self, user: User) -> bool:
        return any(user.has_perm(permission) for permission in self.permissions)

    def deadline(self, value: date | datetime) -> date:
        """Return the day of the deadline in Vietnam from the value of the column `due`."""
        return day_of(value) + self.grace


def day_of(value: date | datetime) -> date:
    """Return the day in Vietnam."""
    return value.astimezone(VIETNAM).date() if isinstance(value, datetime) else value
