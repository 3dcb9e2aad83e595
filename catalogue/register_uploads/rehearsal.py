"""Long work beside a SQLite shop that goes on selling.

SQLite has one writer. Work of a minute is therefore done on a private copy first, where it holds up
nobody; what it wrote there is written into the shop in one short transaction, if the books that it
stands on are still the same, and else worked out anew. Other databases lock rows, and need no copy.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import quote

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from catalogue.models import RegisterUpload, RegisterUploadRow
from catalogue.register_uploads.statement_replay import KeptStatements, staged

#: How often work is done anew because the books have changed meanwhile; then the shop waits for it.
MOST_REHEARSALS = 3
#: An empty file name is a database that SQLite keeps for one connection and deletes with it.
_PRIVATE = "file:"
_BOOKS = ("catalogue_", "partner_")
#: Tables whose new keys the work may refer to; of the others (outboxes, logs) nobody keeps a key.
_KEYED = (*_BOOKS, "users_")
#: Of these nobody keeps a key, and others may write into them meanwhile.
_FREE = {RegisterUploadRow._meta.db_table}
#: Other files that are being read or wait for a person alter nothing.
_MATTERS = "state IN ('confirmed', 'applied', 'undoing', 'undone')"


@dataclass
class Rehearsed:
    """What work with a file wrote on the copy, and what waits for its commit."""

    upload: RegisterUpload
    kept: KeptStatements = field(default_factory=KeptStatements)
    afterwards: list[Callable[[], object]] = field(default_factory=list)


def copies_books() -> bool:
    """Whether long work is done on a copy here; within a transaction others wait already."""
    return connection.vendor == "sqlite" and not connection.in_atomic_block


@contextmanager
def on_a_copy() -> Iterator[None]:
    """Within the block this thread has a private copy of the database; elsewhere nothing happens."""
    if not copies_books():
        yield
        return
    with _copied() as copy, _at_hand(copy):
        yield


@contextmanager
def _copied() -> Iterator[BaseDatabaseWrapper]:
    """Copy the shop's database for the time of the block."""
    shop = connections[DEFAULT_DB_ALIAS]
    shop.ensure_connection()
    copy = type(shop)({**shop.settings_dict, "NAME": _PRIVATE}, DEFAULT_DB_ALIAS)
    with closing(copy):
        copy.ensure_connection()
        shop.connection.backup(copy.connection)
        yield copy


@contextmanager
def _at_hand(copy: BaseDatabaseWrapper) -> Iterator[None]:
    """Have this thread work on the copy instead of the shop."""
    shop = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = copy
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = shop


def write_briefly(upload: RegisterUpload, work: Callable[[], object]) -> None:
    """Do `work` with a file, one transaction, without holding up others who write meanwhile."""
    if copies_books():
        for _attempt in range(MOST_REHEARSALS):
            with _copied() as copy:
                with _at_hand(copy):
                    rehearsed = _rehearse(upload, work)
                if _repeat(rehearsed, copy):
                    return
    work()


def _rehearse(upload: RegisterUpload, work: Callable[[], object]) -> Rehearsed:
    """Do the work on a copy, keep what it wrote, and take it back there."""
    rehearsed = Rehearsed(upload)
    with transaction.atomic():
        with connection.execute_wrapper(rehearsed.kept.take):
            work()
        rehearsed.afterwards = [call[1] for call in connection.run_on_commit]
        transaction.set_rollback(True)
    return rehearsed


def _repeat(rehearsed: Rehearsed, copy: BaseDatabaseWrapper) -> bool:
    """Write into the shop what was written on the copy; False when the books are others by now."""
    with staged(rehearsed.kept) as write, _beside_the_shop(copy), transaction.atomic():
        if not _is_same(rehearsed, copy):
            return False
        write()
        for call in rehearsed.afterwards:
            transaction.on_commit(partial(call), robust=True)
    return True


@contextmanager
def _beside_the_shop(copy: BaseDatabaseWrapper) -> Iterator[None]:
    """Let the copy read the shop, as it was when the last writer ended, under the name `shop`."""
    name = str(connection.settings_dict["NAME"])
    address = name if name.startswith("file:") else f"file:{quote(name)}?mode=ro"
    with copy.cursor() as cursor:
        cursor.execute("ATTACH %s AS shop", [address])
        yield
        cursor.execute("DETACH shop")


def _is_same(rehearsed: Rehearsed, copy: BaseDatabaseWrapper) -> bool:
    """Whether the books that the work read or wrote, and the keys it gave out, are as on the copy."""
    kept, uploads = rehearsed.kept, RegisterUpload._meta.db_table
    with copy.cursor() as cursor:
        tables = copy.introspection.table_names(cursor)
        books = [name for name in tables if name.startswith(_BOOKS) and name in kept.names - _FREE]
        mattering = {uploads: f" WHERE id = {int(rehearsed.upload.pk)} OR {_MATTERS}"}
        if any(_differs(table, mattering.get(table, ""), copy) for table in books):
            return False
        given = []
        for database in ("main", "shop"):
            cursor.execute(f"SELECT name, seq FROM {database}.sqlite_sequence")  # noqa: S608
            keyed = [pair for pair in cursor.fetchall() if pair[0].startswith(_KEYED)]
            given.append({pair for pair in keyed if pair[0] in kept.filled - _FREE})
    return given[0] == given[1]


def _differs(table: str, mattering: str, copy: BaseDatabaseWrapper) -> bool:
    """Whether a table holds other rows in the shop; SQLite compares, it is asked for one line."""
    quoted = copy.ops.quote_name
    with copy.cursor() as cursor:
        names = [column.name for column in copy.introspection.get_table_description(cursor, table)]
        unlike = " OR ".join(f"one.{quoted(name)} IS NOT other.{quoted(name)}" for name in names)
        one, other = (
            f"(SELECT rowid AS at, * FROM {database}.{quoted(table)}{mattering})"  # noqa: S608
            for database in ("main", "shop")
        )
        cursor.execute(
            f"SELECT (SELECT count(*) FROM {one}) <> (SELECT count(*) FROM {other}) OR EXISTS"  # noqa: S608
            f" (SELECT 1 FROM {one} AS one LEFT JOIN {other} AS other ON one.at = other.at"
            f" WHERE other.at IS NULL OR {unlike})"
        )
        return bool(cursor.fetchone()[0])
