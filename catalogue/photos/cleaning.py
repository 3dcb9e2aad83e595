"""Bringing into order what was stored before photographs were taken in as they are now."""

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone

from catalogue.photos.acceptance import PhotoRefused, retake_photo
from catalogue.photos.fields import FOLDER, AcceptingFieldFile
from catalogue.pictures import delete_renditions
from catalogue.private_storage import private_storage

logger = logging.getLogger(__name__)

ACCEPTED = re.compile(rf"{FOLDER}/[0-9a-f]{{32}}\.jpg")
#: Where a file goes that cannot be read: out of sight, not lost.
REFUSED_FOLDER = "refused"
ORPHANED_FOR = timedelta(days=1)


def clean_photos() -> Iterator[tuple[str, str]]:
    """Take in anew every photograph that came another way, and delete the old file.

    Yields (old name, new name); the new one is empty where the file could not be read: it is moved
    into the private storage and the row keeps its name, so that pages show the woven cover.
    A second run finds nothing to do.
    """
    for model, field in photo_fields():
        rows = model._base_manager.exclude(**{field.name: ""}).exclude(**{field.name: None})
        for pk, name in list(rows.order_by("pk").values_list("pk", field.name)):
            if not ACCEPTED.fullmatch(name) and default_storage.exists(name):
                yield name, _clean(model, field, pk, name)


def photo_fields() -> list[tuple[type[models.Model], models.FileField]]:
    """Return every field of every model that holds a photograph."""
    return [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.FileField) and issubclass(field.attr_class, AcceptingFieldFile)
    ]


def forget_orphans() -> int:
    """Delete photographs that no row names any more, a day after, and say how many."""
    named = {
        name
        for model, field in photo_fields()
        for name in model._base_manager.values_list(field.name, flat=True)
    }
    try:
        files = default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return 0
    since, gone = timezone.now() - ORPHANED_FOR, 0
    for name in (f"{FOLDER}/{file}" for file in files):
        if name not in named and default_storage.get_modified_time(name) < since:
            delete_renditions(name)
            default_storage.delete(name)
            gone += 1
    return gone


@transaction.atomic
def _clean(model: type[models.Model], field: models.FileField, pk: object, name: str) -> str:
    row = model._base_manager.select_for_update().get(pk=pk)
    stored = getattr(row, field.name)
    if stored.name != name:
        return str(stored.name)
    try:
        with default_storage.open(name) as file:
            photo = retake_photo(file)
    except PhotoRefused as refusal:
        if refusal.code == "busy":
            raise
        logger.warning("%s cannot be read and is private now: %s", name, refusal)
        with default_storage.open(name) as file:
            private_storage().save(f"{REFUSED_FOLDER}/{name}", file)
        transaction.on_commit(partial(_drop, name))
        return ""
    facts = getattr(model, "FACTS_OF_FILE", {})
    for fact, value in facts.items():
        setattr(row, fact, value)
    stored.save(str(photo.name), photo, save=False)
    sizes = [side for side in (field_of(field, "width"), field_of(field, "height")) if side]
    row.save(update_fields=[field.name, *sizes, *facts])
    if hasattr(row, "renditions"):
        row.renditions.all().delete()
    transaction.on_commit(partial(_drop, name))
    return str(getattr(row, field.name).name)


def field_of(field: models.FileField, side: str) -> str | None:
    """Return the name of the column that holds a side of the picture, None without one."""
    name: str | None = getattr(field, f"{side}_field", None)
    return name


def _drop(name: str) -> None:
    delete_renditions(name)
    default_storage.delete(name)
