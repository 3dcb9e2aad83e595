"""Remembering what a province's officer chose for a heading, so that the next file needs no help."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from catalogue.account import User
from catalogue.models import ColumnMapping, Province
from catalogue.register.files.columns import CHOICES, heading_key


def remembered_mapping(province: Province | None) -> dict[str, str]:
    """Heading as compared → column, for `read_register`; a province's own choice goes first."""
    rows = ColumnMapping.objects.filter(province=None)
    mapping = dict(rows.values_list("heading", "column"))
    if province is not None:
        own = ColumnMapping.objects.filter(province=province)
        mapping |= dict(own.values_list("heading", "column"))
    return mapping


@transaction.atomic
def remember_columns(*, chosen: Mapping[str, str], province: Province | None, by: User) -> None:
    """Keep choices, heading as printed → column; an empty column forgets the heading.

    Raises ValueError for a column that the register does not have.
    """
    for heading, column in chosen.items():
        key = heading_key(heading)
        if column and column not in CHOICES:
            raise ValueError(f"{column} is no column of the register")
        if not column:
            ColumnMapping.objects.filter(province=province, heading=key).delete()
        elif key:
            ColumnMapping.objects.update_or_create(
                province=province,
                heading=key,
                defaults={
                    "column": column,
                    "remembered_by": by,
                    "remembered_at": timezone.now(),
                },
            )
