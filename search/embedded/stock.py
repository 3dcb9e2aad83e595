"""The one snapshot of this process, as new as the version of the catalogue and the day."""

from contextlib import suppress
from threading import Lock, Thread

from django.core.signals import request_started
from django.db import DatabaseError, connection

from catalogue.clock import today
from search.embedded.snapshot import Snapshot
from search.models import SearchEntry, SearchVersion

#: From here on reading takes longer than a shopper should wait: 0.4 s for 100,000 products.
MANY = 50_000

_reading = Lock()
_held: Snapshot | None = None


def current() -> Snapshot:
    """Return the products in force today as the index knows them.

    A large catalogue that has changed is read beside the requests, which meanwhile count as of a
    moment ago. Inside a transaction nothing is kept: what it wrote may never be committed.
    """
    version, day = SearchVersion.current(), today()
    if connection.in_atomic_block:
        return Snapshot(version, day)
    held = _held
    if held is not None and held.day == day:
        if held.version == version:
            return held
        if held.size >= MANY:
            _read_beside()
            return held
    with _reading:
        return _renewed()


def warm(**kwargs) -> None:
    """Begin to read a large catalogue, so that it is there when the cluster is not.

    Hears of the first request of a process, and of no other.
    """
    request_started.disconnect(warm)
    if _held is None and not connection.in_atomic_block:
        with suppress(DatabaseError):
            last = SearchEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
            if (last or 0) >= MANY:
                _read_beside()


def forget() -> None:
    """Read anew next time: for tests, and for a database replaced under a running shop."""
    global _held
    _held = None


def _renewed() -> Snapshot:
    """Read if nobody has in the meantime; asks with the lock held."""
    global _held
    version, day = SearchVersion.current(), today()
    held = _held
    if held is None or (held.version, held.day) != (version, day):
        held = _held = Snapshot(version, day)
    return held


def _read_beside() -> None:
    if _reading.acquire(blocking=False):
        Thread(target=_read_and_close, name="search-snapshot", daemon=True).start()


def _read_and_close() -> None:
    try:
        _renewed()
    finally:
        _reading.release()
        connection.close()
