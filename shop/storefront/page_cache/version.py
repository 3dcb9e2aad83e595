"""The version of all cached pages: a page made with an older one is not shown."""

from datetime import date
from typing import NamedTuple

from django.db import connection

from catalogue.clock import today
from search.models import OutboxEntry, SearchVersion
from shop.shipping.promise import is_past_cut_off


class PageVersion(NamedTuple):
    """The day in Vietnam and whether orders still count for it, SearchVersion.PAGES, the newest outbox row.

    A change writes its outbox row in its own transaction, so that the version is another one from
    the moment of the commit; the number has grown when that row is gone.
    """

    day: date
    is_past_cut_off: bool
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
    return PageVersion(today(), is_past_cut_off(), number or 0, outbox_id or 0)
