"""A copy of database rows in the memory of a process, loaded again when its version changes."""

from collections.abc import Callable
from datetime import date
from threading import Lock, Thread
from time import monotonic
from typing import Generic, NamedTuple, Protocol, TypeVar

from django.db import connection

#: Rows; loading more takes longer than a shopper should wait: 0.4 s for 100,000.
LARGE = 50_000


class StillLoading(Exception):
    """Loading takes longer than this request may wait; it goes on in a thread: retry in seconds."""


class CatalogueVersion(NamedTuple):
    """The state of the database that was loaded: a number of SearchVersion, and the day in Vietnam
    where it counts."""

    number: int
    day: date | None = None


class HasSize(Protocol):
    """A loaded value that knows how many rows it holds."""

    size: int


T = TypeVar("T", bound=HasSize)


class RefreshingCache(Generic[T]):
    """One value, loaded with `load` whenever `current_version` returns another version.

    A large value is reloaded in a thread while requests get the one of a moment ago, but never one
    of another day. Between two reloads of a large value pass at least `pause_factor` times the
    seconds that loading took. Inside a transaction nothing is cached: it may be rolled back.
    """

    def __init__(
        self,
        name: str,
        current_version: Callable[[], CatalogueVersion],
        load: Callable[[CatalogueVersion], T],
        *,
        is_large: Callable[[], bool] = lambda: False,
        pause_factor: float = 0.0,
    ) -> None:
        self.name, self.pause_factor = name, pause_factor
        self._current_version, self._load, self._is_large = current_version, load, is_large
        self._lock = Lock()
        self._cached: tuple[CatalogueVersion, T] | None = None
        self._paused_until = 0.0

    def get(self, max_wait: float | None = None) -> T:
        """Return the value as it is now, or of a moment ago where it is large.

        Waits for the first loading of a day; where `is_large()`, no longer than `max_wait` seconds,
        then raises StillLoading.
        """
        version, cached = self._current_version(), self._cached
        if connection.in_atomic_block:
            return self._load(version)
        if cached is not None and cached[0].day == version.day:
            if cached[0] == version:
                return cached[1]
            if cached[1].size >= LARGE:
                if monotonic() >= self._paused_until:
                    self.load_in_thread()
                return cached[1]
        if max_wait is not None and self._is_large():
            return self._load_within(max_wait)
        with self._lock:
            return self._refresh()

    def clear(self) -> None:
        """Load again next time: for tests, and for a database replaced under a running shop."""
        self._cached = None

    def load_in_thread(self) -> None:
        """Load in a thread of its own, unless the value is being loaded."""
        if self._lock.acquire(blocking=False):
            Thread(target=self._refresh_and_release, name=self.name, daemon=True).start()

    def _load_within(self, seconds: float) -> T:
        self.load_in_thread()
        if not self._lock.acquire(timeout=seconds):
            raise StillLoading(self.name)
        self._lock.release()
        if self._cached is None:
            raise StillLoading(self.name)
        return self._cached[1]

    def _refresh(self) -> T:
        """Load if no other thread has in the meantime; called with the lock held."""
        version, cached, begun = self._current_version(), self._cached, monotonic()
        if cached is None or cached[0] != version:
            cached = self._cached = (version, self._load(version))
            self._paused_until = monotonic() + self.pause_factor * (monotonic() - begun)
        return cached[1]

    def _refresh_and_release(self) -> None:
        try:
            self._refresh()
        finally:
            self._lock.release()
            connection.close()
