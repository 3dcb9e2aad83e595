"""Long work beside a SQLite shop that goes on selling.

SQLite has one writer. Work of a minute is therefore done on a private copy first, where it holds up
nobody; what it wrote there is written into the shop in one short transaction, if the books that it
stands on are still the same, and else worked out anew. Other databases lock rows, and need no copy.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from catalogue.models import RegisterUpload, RegisterUploadRow

#: How often work is done anew because the books have changed meanwhile; then the shop waits for it.
MOST_REHEARSALS = 3
#: An empty file name is a database that SQLite keeps for one connection and deletes with it.
_PRIVATE = "file:"
_BOOKS = ("catalogue_", "partner_")
#: Tables whose new keys the work may refer to; of the others (outboxes, logs) nobody keeps a key.
_KEYED = (*_BOOKS, "users_")
_NAME = re.compile(r'"(\w+)"')
_WRITES = re.compile(r'(INSERT|UPDATE|DELETE|SAVEPOINT|RELEASE|ROLLBACK)\b(?: INTO "(\w+)")?')
#: Of these nobody keeps a key, and others may write into them meanwhile.
_FREE = {RegisterUploadRow._meta.db_table}
#: Files that are being read or wait for a person alter nothing that is applied or undone.
_ONLY = {
    RegisterUpload._meta.db_table: " WHERE state IN ('confirmed', 'applied', 'undoing', 'undone')"
}


@dataclass
class Rehearsed:
    """What work wrote on the copy, the names in its statements, and what waits for its commit."""

    writes: list[tuple[str, Any, bool]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    filled: set[str] = field(default_factory=set)
    afterwards: list[Callable[[], object]] = field(default_factory=list)
    footing: bytes = b""

    def take(self, execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Execute a statement and keep it if it writes: a wrapper for `execute_wrapper()`."""
        self.names.update(_NAME.findall(sql))
        if found := _WRITES.match(sql):
            self.writes.append((sql, list(params) if many else params, many))
            self.filled.update(filter(None, [found[2]]))
        return execute(sql, params, many, context)

    def fingerprint(self) -> bytes:
        """Return a digest of the books that the work read or wrote, and of the keys it gave out."""
        digest = sha256()
        with connection.cursor() as cursor:
            for table in self._books(cursor):
                cursor.execute(f'SELECT * FROM "{table}"{_ONLY.get(table, "")}')  # noqa: S608 - our own
                while rows := cursor.fetchmany(1000):
                    digest.update(repr(rows).encode())
            cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
            given = [pair for pair in cursor.fetchall() if pair[0] in self.filled - _FREE]
        digest.update(repr([pair for pair in given if pair[0].startswith(_KEYED)]).encode())
        return digest.digest()

    def _books(self, cursor: Any) -> list[str]:
        tables = connection.introspection.table_names(cursor)
        return [name for name in tables if name.startswith(_BOOKS) and name in self.names - _FREE]


def copies_books() -> bool:
    """Whether long work is done on a copy here; within a transaction others wait already."""
    return connection.vendor == "sqlite" and not connection.in_atomic_block


@contextmanager
def on_a_copy() -> Iterator[None]:
    """Within the block this thread has a private copy of the database; elsewhere nothing happens."""
    if not copies_books():
        yield
        return
    shop = connections[DEFAULT_DB_ALIAS]
    shop.ensure_connection()
    copy = type(shop)({**shop.settings_dict, "NAME": _PRIVATE}, DEFAULT_DB_ALIAS)
    with closing(copy):
        copy.ensure_connection()
        shop.connection.backup(copy.connection)
        connections[DEFAULT_DB_ALIAS] = copy
        try:
            yield
        finally:
            connections[DEFAULT_DB_ALIAS] = shop


def write_briefly(work: Callable[[], object]) -> None:
    """Do `work`, which is one transaction, without holding up others who write meanwhile."""
    if copies_books():
        for _attempt in range(MOST_REHEARSALS):
            if _repeat(_rehearse(work)):
                return
    work()


def _rehearse(work: Callable[[], object]) -> Rehearsed:
    """Do the work on a copy, keep what it wrote, and take it back there."""
    rehearsed = Rehearsed()
    with on_a_copy():
        with transaction.atomic():
            with connection.execute_wrapper(rehearsed.take):
                work()
            rehearsed.afterwards = [call[1] for call in connection.run_on_commit]
            transaction.set_rollback(True)
        rehearsed.footing = rehearsed.fingerprint()
    return rehearsed


def _repeat(rehearsed: Rehearsed) -> bool:
    """Write into the shop what was written on the copy; False when the books are others by now."""
    with transaction.atomic():
        if rehearsed.fingerprint() != rehearsed.footing:
            return False
        _execute(rehearsed.writes)
        for call in rehearsed.afterwards:
            transaction.on_commit(partial(call), robust=True)
    return True


def _execute(writes: Sequence[tuple[str, Any, bool]]) -> None:
    """Execute what was kept; past Django's own cursor, which with DEBUG writes every statement out."""
    with connection.wrap_database_errors, closing(connection.create_cursor()) as cursor:
        for sql, params, many in writes:
            if many:
                cursor.executemany(sql, params)
            else:
                cursor.execute(sql, params)
