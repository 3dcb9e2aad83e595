"""Counters that all processes of a machine share without a service: a small SQLite file of their own.

It stands beside the site's database, so that counting never waits for an order nor an order for it.
Losing it loses nothing but the tries of the last hour; that is why nothing is forced to the disk.
"""

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

#: Seconds that a process waits for another one to finish counting.
PATIENCE = 5
#: One write in so many sweeps out what has expired.
SWEEP_EVERY = 200
SCHEMA = (
    "CREATE TABLE IF NOT EXISTS counter (key TEXT PRIMARY KEY, value INTEGER, expires REAL) "
    "WITHOUT ROWID"
)


class CounterFile(BaseCache):
    """A Django cache of whole numbers in the file LOCATION; each call is one transaction."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._path = location

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Store a number unless there is one; return whether it was stored."""
        row = self.make_key(key, version), value, self._ends(timeout)
        with self._transaction() as database:
            if not random.randrange(SWEEP_EVERY):  # noqa: S311 - a broom, no secret
                database.execute("DELETE FROM counter WHERE expires <= ?", [time.time()])
            database.execute(
                "DELETE FROM counter WHERE key = ? AND expires <= ?", [row[0], time.time()]
            )
            added = database.execute("INSERT OR IGNORE INTO counter VALUES (?, ?, ?)", row)
            return added.rowcount == 1

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        with self._transaction() as database:
            found = _value(database, self.make_key(key, version))
        return default if found is None else found

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        row = self.make_key(key, version), value, self._ends(timeout)
        with self._transaction() as database:
            database.execute("INSERT OR REPLACE INTO counter VALUES (?, ?, ?)", row)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number and return it; raises ValueError where there is none."""
        row = self.make_key(key, version)
        with self._transaction() as database:
            database.execute("UPDATE counter SET value = value + ? WHERE key = ?", [delta, row])
            found = _value(database, row)
        if found is None:
            raise ValueError(f"no counter {key!r}")
        return found

    def delete(self, key: str, version: int | None = None) -> bool:
        with self._transaction() as database:
            gone = database.execute(
                "DELETE FROM counter WHERE key = ?", [self.make_key(key, version)]
            )
            return gone.rowcount == 1

    def clear(self) -> None:
        with self._transaction() as database:
            database.execute("DELETE FROM counter")

    def _ends(self, timeout: Any) -> float:
        ends = self.get_backend_timeout(timeout)
        return float("inf") if ends is None else ends

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one step: no connection is carried into another process or thread."""
        with closing(sqlite3.connect(self._path, PATIENCE, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode = TRUNCATE")
            database.execute("PRAGMA synchronous = OFF")
            database.execute("BEGIN IMMEDIATE")
            database.execute(SCHEMA)
            yield database
            database.execute("COMMIT")


def _value(database: sqlite3.Connection, key: str) -> int | None:
    query = "SELECT value FROM counter WHERE key = ? AND expires > ?"
    row = database.execute(query, [key, time.time()]).fetchone()
    return row[0] if row else None
