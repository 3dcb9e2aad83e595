"""Bringing a table in line with rows, in bulk."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db import models

BATCH = 1000


@dataclass(frozen=True)
class Loaded:
    """What loading one table did, in rows."""

    table: str
    rows: int
    created: int
    updated: int


def sync(
    model: type[models.Model], rows: Iterable[models.Model], key: tuple[str, ...], *fields: str
) -> Loaded:
    """Create the rows whose key is new and update those whose fields differ; delete nothing.

    `key` and `fields` are attribute names (a foreign key by its id).
    """
    identity, values = _reader(key), _reader(fields)
    existing = {identity(row): row for row in model._default_manager.all()}
    created, updated, count = [], [], 0
    for row in rows:
        count += 1
        present = existing.get(identity(row))
        if present is None:
            created.append(row)
        elif values(present) != values(row):
            for field in fields:
                setattr(present, field, getattr(row, field))
            updated.append(present)
    model._default_manager.bulk_create(created, batch_size=BATCH)
    model._default_manager.bulk_update(updated, fields, batch_size=BATCH)
    return Loaded(table(model), count, len(created), len(updated))


def table(model: type[models.Model]) -> str:
    """The name of a table in the report of a loading."""
    return str(model._meta.model_name)


def ids(model: type[models.Model], key: str = "code") -> dict[str, int]:
    """The primary key of every row by its code."""
    return dict(model._default_manager.values_list(key, "pk"))


def _reader(names: tuple[str, ...]) -> Callable[[models.Model], tuple[Any, ...]]:
    """Read several attributes as one tuple."""
    read = attrgetter(*names)
    return read if len(names) > 1 else lambda row: (read(row),)
