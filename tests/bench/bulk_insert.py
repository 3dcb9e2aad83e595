"""Rows into a database as fast as it takes them: COPY on PostgreSQL, executemany on SQLite."""

from collections.abc import Iterable, Iterator, Sequence

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models.fields.files import FieldFile

PAGE = 20_000


def fill(model: type[models.Model], made: Sequence[models.Model]) -> None:
    """Insert objects that have their primary keys; signals and save() are not called."""
    names = [field.attname for field in model._meta.concrete_fields]
    columns = [field.column for field in model._meta.concrete_fields]
    rows = (tuple(_plain(getattr(each, name)) for name in names) for each in made)
    listed = ", ".join(f'"{column}"' for column in columns)
    if connection.vendor == "postgresql":
        _copy(f'COPY "{model._meta.db_table}" ({listed}) FROM STDIN', rows)
        return
    marks = ", ".join("?" * len(columns))
    sql = f'INSERT INTO "{model._meta.db_table}" ({listed}) VALUES ({marks})'  # noqa: S608
    connection.ensure_connection()
    connection.connection.executemany(sql, rows)


def next_key(model: type[models.Model]) -> int:
    """Return the first primary key that is free."""
    return (model.objects.aggregate(last=models.Max("pk"))["last"] or 0) + 1


def settle(*filled: type[models.Model]) -> None:
    """Move sequences behind what was filled in, and let the planner count the rows."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), filled):
            cursor.execute(sql)
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA optimize")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def pages(numbers: range) -> Iterator[range]:
    """Cut a range into parts that fit into memory."""
    for start in range(numbers.start, numbers.stop, PAGE):
        yield range(start, min(start + PAGE, numbers.stop))


def size_mb(prefix: str = "") -> float:
    """Return the megabytes of the tables whose names begin so, with their indexes."""
    begins = prefix.replace("_", r"\_") + "%"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT SUM(pg_total_relation_size(oid)) FROM pg_class "
                "WHERE relkind = 'r' AND relname LIKE %s",
                [begins],
            )
        else:
            cursor.execute(
                "SELECT SUM(pgsize) FROM dbstat WHERE name IN (SELECT name FROM sqlite_master "
                r"WHERE tbl_name LIKE %s ESCAPE '\')",
                [begins],
            )
        return float(cursor.fetchone()[0] or 0) / 1e6


def _plain(value):
    return value.name if isinstance(value, FieldFile) else value


def _copy(sql: str, rows: Iterable[tuple]) -> None:
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        for row in rows:
            copy.write_row(row)
