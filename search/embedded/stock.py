"""The one snapshot of this process, as new as the version of the catalogue and the day."""

from contextlib import suppress

from django.core.signals import request_started
from django.db import DatabaseError, connection

from catalogue.clock import today
from search import held
from search.embedded.snapshot import Snapshot
from search.models import SearchEntry, SearchVersion


def _stamp() -> held.Stamp:
    return held.Stamp(SearchVersion.current(), today())


_held = held.Held("search-snapshot", _stamp, lambda stamp: Snapshot(*stamp))


def current() -> Snapshot:
    """Return the products in force today as the index knows them."""
    return _held.current()


def forget() -> None:
    """Read anew next time."""
    _held.forget()


def warm(**kwargs) -> None:
    """Begin to read a large catalogue, so that it is there when the cluster is not.

    Hears of the first request of a process, and of no other.
    """
    request_started.disconnect(warm)
    if not _held.is_read and not connection.in_atomic_block:
        with suppress(DatabaseError):
            last = SearchEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
            if (last or 0) >= held.MANY:
                _held.read_beside()
