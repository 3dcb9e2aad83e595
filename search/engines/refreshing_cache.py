"""What a process keeps in memory of the database: as new as its stamp, and read beside when large."""

from collections.abc import Callable
from datetime import date
from threading import Lock, Thread
from time import monotonic
from typing import Generic, NamedTuple, Protocol, TypeVar

from django.db import connection

#: From here on reading takes longer than a shopper should wait: 0.4 s for 100,000 rows.
MANY = 50_000


class StillReading(Exception):
    """It takes longer than whoever asks should wait; it goes on beside: ask again in seconds."""


class Stamp(NamedTuple):
    """The state of the database that something was read from; `day`, in Vietnam, where it counts."""

    version: int
    day: date | None = None


class Readable(Protocol):
    """Anything that knows how many rows it holds."""

    size: int


T = TypeVar("T", bound=Readable)


class Held(Generic[T]):
    """One thing of this process, read with `read` whenever `stamp` says it is another one.

    A large one that has changed is read beside the requests, which meanwhile see it as of a moment
    ago, but never as of another day; where it is seldom asked, no more often than `rest` times the
    seconds that reading took. Inside a transaction nothing is kept: what it wrote may never be
    committed.
    """

    def __init__(
        self,
        name: str,
        stamp: Callable[[], Stamp],
        read: Callable[[Stamp], T],
        *,
        many: Callable[[], bool] = lambda: False,
        rest: float = 0.0,
    ):
        self.name, self.rest, self._stamp, self._read, self._many = name, rest, stamp, read, many
        self._reading = Lock()
        self._kept: tuple[Stamp, T] | None = None
        self._rests_until = 0.0

    def current(self, patience: float | None = None) -> T:
        """Return it as it is now, or of a moment ago where it is large.

        Waits for the first reading of a day; for `many` with `patience` no longer than so many
        seconds, then raises StillReading.
        """
        stamp, kept = self._stamp(), self._kept
        if connection.in_atomic_block:
            return self._read(stamp)
        if kept is not None and kept[0].day == stamp.day:
            if kept[0] == stamp:
                return kept[1]
            if kept[1].size >= MANY:
                if monotonic() >= self._rests_until:
                    self.read_beside()
                return kept[1]
        if patience is not None and self._many():
            return self._read_within(patience)
        with self._reading:
            return self._renewed()

    @property
    def is_read(self) -> bool:
        """Whether there is one already, of whatever age."""
        return self._kept is not None

    def forget(self) -> None:
        """Read anew next time: for tests, and for a database replaced under a running shop."""
        self._kept = None

    def read_beside(self) -> None:
        """Read in a thread of its own, unless somebody is reading."""
        if self._reading.acquire(blocking=False):
            Thread(target=self._read_and_close, name=self.name, daemon=True).start()

    def _read_within(self, seconds: float) -> T:
        self.read_beside()
        if not self._reading.acquire(timeout=seconds):
            raise StillReading(self.name)
        self._reading.release()
        if self._kept is None:
            raise StillReading(self.name)
        return self._kept[1]

    def _renewed(self) -> T:
        """Read if nobody has in the meantime; asks with the lock held."""
        stamp, kept, begun = self._stamp(), self._kept, monotonic()
        if kept is None or kept[0] != stamp:
            kept = self._kept = (stamp, self._read(stamp))
            self._rests_until = monotonic() + self.rest * (monotonic() - begun)
        return kept[1]

    def _read_and_close(self) -> None:
        try:
            self._renewed()
        finally:
            self._reading.release()
            connection.close()
