"""Addresses made from names: the first is plain, who comes later gets a number."""

from itertools import count

from django.db.models import Model, QuerySet


def free_slug(slug: str, taken_by: QuerySet[Model]) -> str:
    """Return the slug, or with the first number from 2 that none of these objects has."""
    taken = set(taken_by.filter(slug__startswith=slug).values_list("slug", flat=True))
    if slug not in taken:
        return slug
    return next(each for number in count(2) if (each := f"{slug}-{number}") not in taken)
