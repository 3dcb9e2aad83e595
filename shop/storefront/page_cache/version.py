"""The version of all cached pages: a page made with an older one is not shown."""

from datetime import date
from typing import NamedTuple

from django.db import connection

from catalogue.clock import today
from search.models import OutboxEntry, SearchVersion


class PageVersion(NamedTuple):
    """The day in Vietnam, the number of SearchVersion.PAGES, and the newest row of the outbox.

    A change writes its outbox row in its own transaction, so that the version is another one from
    the moment of the commit; the number has grown when that row is gone.
    """

    day: date
    number: int
    outbox_id: int


_QUERY = (
    f"SELECT (SELECT number FROM {SearchVersion._meta.db_table} WHERE id = %s),"  # noqa: S608
    f" (SELECT MAX(id) FROM {OutboxEntry._meta.db_table})"
)


def current_page_version() -> PageVersion:
    """Read the version in one small query, because every cached page asks for it."""
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, [SearchVersion.PAGES])
        number, outbox_id = cursor.fetchone()
    return PageVersion(today(), number or 0, outbox_id or 0)
