"""Own partner only: what a seller's people may see and do, one rule for every list, form and export."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from shop.partner.models import Partner
from shop.users.models import User

M = TypeVar("M", bound=Model)


def works_for(user: User, partner: Partner | None) -> bool:
    """Whether a person is one of the seller's own people."""
    return partner is not None and partner.users.filter(pk=user.pk).exists()


def own_rows(rows: QuerySet[M], user: User, *, partner: str = "partner") -> QuerySet[M]:
    """Return the rows of the sellers that a person works for; `partner` is the path to the seller."""
    return rows.filter(**{f"{partner}__users": user})


def visible_rows(
    rows: QuerySet[M],
    user: User,
    *,
    sees_all: str,
    partner: str = "partner",
) -> QuerySet[M]:
    """Return all rows to who has the permission `sees_all`, and to others their own."""
    if user.has_perm(sees_all):
        return rows
    return own_rows(rows, user, partner=partner)


def partners_of(user: User, *, sees_all: str) -> QuerySet[Partner]:
    """Return the sellers, by name: all to who has the permission `sees_all`, else a person's own."""
    partners = Partner.objects.order_by("name", "pk")
    return partners if user.has_perm(sees_all) else partners.filter(users=user)
