"""The statements that work executed, kept to be executed once more within moments (SQLite).

The shop waits while they are. Rows to insert are therefore laid into a table in memory before, from
where SQLite takes thousands at a time; they have been checked when the work was done.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

_NAME = re.compile(r'"(\w+)"')
_WRITES = re.compile(r'(?:INSERT|UPDATE|DELETE|SAVEPOINT|RELEASE|ROLLBACK)\b(?: INTO "(\w+)")?')
_INSERT = re.compile(
    r'INSERT INTO "(?P<table>\w+)" \((?P<columns>[^()]*)\) VALUES (?P<values>[(),%s ]*)'
    r"(?P<conflict>ON CONFLICT.*?)?(?P<told> *RETURNING .*)?"
)
_UPDATE = re.compile(r'UPDATE "(?P<table>\w+)" SET (?:"\w+" = %s(?:, )?)+ WHERE "\w+" = %s')
#: Seconds until Python lets another thread go on: short enough to come back at once.
_SWITCH = 0.0002


@dataclass
class KeptStatements:
    """What was executed: statements that write, the names in all of them, the tables filled."""

    writes: list[tuple[str, Any, bool]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    filled: set[str] = field(default_factory=set)

    def take(self, execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Execute a statement and keep it if it wrote: a wrapper for `execute_wrapper()`."""
        self.names.update(_NAME.findall(sql))
        answer = execute(sql, params, many, context)
        if found := _WRITES.match(sql):
            self.writes.append((sql, list(params) if many else params, many))
            self.filled.update(filter(None, [found[1]]))
        return answer

    def in_force(self) -> list[tuple[str, Any, bool]]:
        """The statements without marks that nothing was rolled back to."""
        if any(sql.startswith("ROLLBACK") for sql, _params, _many in self.writes):
            return self.writes
        return [each for each in self.writes if not each[0].startswith(("SAVEPOINT", "RELEASE"))]


@dataclass
class _Rows:
    """Rows for one table that are inserted together: from one staged row to another."""

    table: str
    columns: str
    conflict: str
    first: int
    last: int

    @property
    def sql(self) -> str:
        return (
            f'INSERT INTO main."{self.table}" ({self.columns}) SELECT {self.columns}'  # noqa: S608
            f' FROM staged."{self.table}" WHERE rowid BETWEEN {self.first} AND {self.last}'
            f" ORDER BY rowid {self.conflict}"
        )


@contextmanager
def staged(kept: KeptStatements) -> Iterator[Callable[[], None]]:
    """Lay the rows of kept statements out; within the block the call executes all, in their order.

    Past Django's own cursor, which with DEBUG would write every statement out.
    """
    with connection.wrap_database_errors, closing(connection.create_cursor()) as cursor:
        cursor.execute("ATTACH ':memory:' AS staged")
        try:
            yield _writer(cursor, list(_stage(cursor, kept)))
        finally:
            cursor.execute("DETACH staged")


def _stage(cursor: Any, kept: KeptStatements) -> Iterator[tuple[str, Any, bool]]:
    """Lay rows to insert into memory; return what is left to execute, neighbours taken together."""
    made: dict[str, int] = {}
    waiting: _Rows | None = None
    for sql, params, many in kept.in_force():
        found = None if many else _INSERT.fullmatch(sql)
        if found is None:
            if waiting:
                yield waiting.sql, (), False
            waiting = None
            if many and _UPDATE.fullmatch(sql):
                sql, params, many = _stage_updates(cursor, sql, params), (), False
            yield sql, params, many
            continue
        table, columns, conflict = found["table"], found["columns"], found["conflict"] or ""
        if table not in made:
            cursor.execute(f'CREATE TABLE staged."{table}" AS SELECT * FROM main."{table}" LIMIT 0')  # noqa: S608
        cursor.execute(
            f'INSERT INTO staged."{table}" ({columns}) VALUES {found["values"]}',  # noqa: S608
            params,
        )
        first = made.get(table, 0) + 1
        made[table] = last = first + cursor.rowcount - 1
        key = (table, columns, conflict)
        if waiting and (waiting.table, waiting.columns, waiting.conflict) == key:
            waiting.last = last
            continue
        if waiting:
            yield waiting.sql, (), False
        waiting = _Rows(*key, first, last)
    if waiting:
        yield waiting.sql, (), False


def _stage_updates(cursor: Any, sql: str, values: Sequence[Sequence[Any]]) -> str:
    """Lay one row of values for each update into a table of its own; return the update from there."""
    cursor.execute("SELECT count(*) FROM staged.sqlite_master")
    table = f"values_{cursor.fetchone()[0]}"
    columns = [f"v{number}" for number in range(len(values[0]))]
    cursor.execute(f"CREATE TABLE staged.{table} ({', '.join(columns)})")
    marks = ", ".join(["%s"] * len(columns))
    cursor.executemany(f"INSERT INTO staged.{table} VALUES ({marks})", values)  # noqa: S608
    named = sql % tuple(f"given.{name}" for name in columns)
    update, _where, condition = named.rpartition(" WHERE ")
    return f"{update} FROM staged.{table} AS given WHERE {condition}"


def _writer(cursor: Any, statements: list[tuple[str, Any, bool]]) -> Callable[[], None]:
    def write() -> None:
        switch = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH)
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        try:
            execute(cursor, statements)
        finally:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
            sys.setswitchinterval(switch)

    return write


def execute(cursor: Any, statements: list[tuple[str, Any, bool]]) -> None:
    """Execute kept statements, one after the other."""
    for sql, params, many in statements:
        if many:
            cursor.executemany(sql, params)
        else:
            cursor.execute(sql, params)
