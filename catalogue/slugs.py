"""Addresses made from names: the first is plain, who comes later gets a number."""

from collections.abc import Callable
from itertools import count
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet

T = TypeVar("T")
#: More hands than this do not write one name in one moment.
TRIES = 8


def free_slug(slug: str, taken_by: QuerySet[Model]) -> str:
    """Return the slug, or with the first number from 2 that none of these objects has."""
    taken = set(taken_by.filter(slug__startswith=slug).values_list("slug", flat=True))
    if slug not in taken:
        return slug
    return next(each for number in count(2) if (each := f"{slug}-{number}") not in taken)


def write_anew_if_taken(write: Callable[[], T]) -> T:
    """Run `write` in a transaction, and again from its beginning when another hand was faster.

    What it makes free was free when it looked; the constraint of the database says what is true.
    Raises IntegrityError when that does not help.
    """
    for _attempt in range(TRIES - 1):
        try:
            with transaction.atomic():
                return write()
        except IntegrityError:
            continue
    with transaction.atomic():
        return write()
