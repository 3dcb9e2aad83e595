"""Which changes make the sizes of a photograph stale: another file, or none any more."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_save, pre_delete

from catalogue.pictures import delete_renditions, find_renditions, make_renditions

WATCHED: list[tuple[type[models.Model], str]] = []


def watch(model: type[models.Model], field: str) -> None:
    """Make the sizes of what is stored in a field when it is saved, and drop them with the row."""
    WATCHED.append((model, field))
    uid = f"pictures-{model._meta.label}-{field}"
    post_save.connect(partial(_saved, field), sender=model, dispatch_uid=uid, weak=False)
    pre_delete.connect(partial(_deleted, field), sender=model, dispatch_uid=uid, weak=False)


def make_missing() -> Iterator[str]:
    """Make what is missing of everything that is watched, yielding the names."""
    for model, field in WATCHED:
        rows = model._base_manager.exclude(**{field: ""}).exclude(**{field: None})
        names = list(rows.values_list(field, flat=True).order_by("pk"))
        made = find_renditions(names)
        for name in names:
            if name not in made and make_renditions(name):
                yield name


def _saved(field: str, instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
    name = getattr(instance, field).name
    if name and not raw:
        rows = type(instance)._base_manager.filter(**{field: name})
        transaction.on_commit(lambda: _make_missing(name, rows), robust=True)


def _make_missing(name: str, rows: models.QuerySet) -> None:
    if name not in find_renditions([name]) and rows.exists():
        make_renditions(name)


def _deleted(field: str, instance: models.Model, **kwargs: Any) -> None:
    name = getattr(instance, field).name
    if name:
        transaction.on_commit(lambda: delete_renditions(name), robust=True)
