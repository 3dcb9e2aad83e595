"""What a process keeps in memory of the database: as new as its stamp, and read beside when large."""

from collections.abc import Callable
from datetime import date
from threading import Lock, Thread
from typing import Generic, NamedTuple, Protocol, TypeVar

from django.db import connection

#: From here on reading takes longer than a shopper should wait: 0.4 s for 100,000 rows.
MANY = 50_000


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
    ago, but never as of another day. Inside a transaction nothing is kept: what it wrote may never
    be committed.
    """

    def __init__(self, name: str, stamp: Callable[[], Stamp], read: Callable[[Stamp], T]):
        self.name, self._stamp, self._read = name, stamp, read
        self._reading = Lock()
        self._kept: tuple[Stamp, T] | None = None

    def current(self) -> T:
        """Return it as it is now, or of a moment ago where it is large."""
        stamp, kept = self._stamp(), self._kept
        if connection.in_atomic_block:
            return self._read(stamp)
        if kept is not None and kept[0].day == stamp.day:
            if kept[0] == stamp:
                return kept[1]
            if kept[1].size >= MANY:
                self.read_beside()
                return kept[1]
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

    def _renewed(self) -> T:
        """Read if nobody has in the meantime; asks with the lock held."""
        stamp, kept = self._stamp(), self._kept
        if kept is None or kept[0] != stamp:
            kept = self._kept = (stamp, self._read(stamp))
        return kept[1]

    def _read_and_close(self) -> None:
        try:
            self._renewed()
        finally:
            self._reading.release()
            connection.close()
