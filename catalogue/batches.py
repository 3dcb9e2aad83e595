"""Long lists in parts, and many rows rewritten at once."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from django.db import connection
from django.db.models import Field, Model

T = TypeVar("T")

#: SQLite as its makers ship it takes 32,766 values; short lists are planned better than long ones.
KEYS = 1000


def in_batches(keys: Iterable[T], size: int = KEYS) -> Iterator[list[T]]:
    """Yield keys in lists of at most `size`, in their order."""
    wanted = list(keys)
    return (wanted[start : start + size] for start in range(0, len(wanted), size))


def update_rows(rows: Sequence[Model], names: Sequence[str]) -> None:
    """Write the named fields of rows of one model, one statement executed for each row.

    The same as bulk_update, whose one long statement per batch SQLite takes minutes for where
    thousands of rows have twenty fields each.
    """
    if not rows:
        return
    meta, quoted = rows[0]._meta, connection.ops.quote_name
    fields = [field for field in map(meta.get_field, names) if isinstance(field, Field)]
    written = ", ".join(f"{quoted(str(field.column))} = %s" for field in fields)
    key = meta.pk
    sql = f"UPDATE {quoted(meta.db_table)} SET {written} WHERE {quoted(str(key.column))} = %s"  # noqa: S608
    values = [
        [
            field.get_db_prep_save(getattr(row, field.attname), connection)
            for field in (*fields, key)
        ]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)
