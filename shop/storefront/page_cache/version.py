"""What a whole page kept in memory is good for: one stamp, and no longer than that."""

from datetime import date
from typing import NamedTuple

from django.db import connection

from catalogue.clock import today
from search.models import OutboxEntry, SearchVersion


class PageStamp(NamedTuple):
    """The day in Vietnam, the version of the pages, and the last change that waits to be indexed.

    A change writes its outbox row in its own transaction, so that the stamp is another one from
    the moment of the commit; the version has grown when that row is gone.
    """

    day: date
    version: int
    waiting: int


_NOW = (
    f"SELECT (SELECT number FROM {SearchVersion._meta.db_table} WHERE id = %s),"  # noqa: S608
    f" (SELECT MAX(id) FROM {OutboxEntry._meta.db_table})"
)


def stamp() -> PageStamp:
    """Return the stamp of this moment; one small query, because every page asks."""
    with connection.cursor() as cursor:
        cursor.execute(_NOW, [SearchVersion.PAGES])
        version, waiting = cursor.fetchone()
    return PageStamp(today(), version or 0, waiting or 0)
