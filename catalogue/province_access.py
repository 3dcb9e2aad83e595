"""Own provinces only: what officers and stewards may see and touch, one rule for every list, form and export."""

from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet

from catalogue.account import User

M = TypeVar("M", bound=Model)

ALL_PROVINCES = "catalogue.act_for_all_provinces"


def provinces_of(user: User | AnonymousUser) -> frozenset[int] | None:
    """Return the ids of the provinces that a person acts for; None stands for all of them.

    Nobody acts for all who was not given that: without an assignment it is none.
    """
    if user.has_perm(ALL_PROVINCES):
        return None
    if not user.is_authenticated:
        return frozenset()
    return frozenset(user.province_assignments.values_list("province_id", flat=True))


def acts_for(user: User | AnonymousUser, province_id: int | None) -> bool:
    """Whether a person acts for a province; what has none is for those who act for all."""
    provinces = provinces_of(user)
    return provinces is None or province_id in provinces


def own_province_rows(
    rows: QuerySet[M], user: User | AnonymousUser, *, province: str = "product__province"
) -> QuerySet[M]:
    """Return the rows of the provinces that a person acts for; `province` is the path to it."""
    provinces = provinces_of(user)
    return rows if provinces is None else rows.filter(**{f"{province}__in": provinces})
