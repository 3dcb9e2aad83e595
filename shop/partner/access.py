"""Own partner only: what a seller's people may see and do, one rule for every list, form and export.

Owners and sellers sell: prices, goods, orders. Packers pack what was ordered and see no prices.
Whoever has ceased to work for a seller is none of its people from that moment on.
"""

from collections.abc import Collection
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet

from shop.partner.models import AssistanceConsent, MemberRole, Membership, Partner
from shop.users.models import User

M = TypeVar("M", bound=Model)

OWNERS = (MemberRole.OWNER,)
SELLERS = (MemberRole.OWNER, MemberRole.SELLER)
EVERYBODY = tuple(MemberRole)


def works_for(user: User, partner: Partner | None, *, roles: Collection[str] = SELLERS) -> bool:
    """Whether a person is one of the seller's own people, in one of these roles."""
    return partner is not None and partner.memberships.filter(user=user.pk, role__in=roles).exists()


def may_change_prices(membership: Membership) -> bool:
    """Whether somebody sees and changes prices, stock and what is offered; whoever belongs may pack."""
    return membership.role in SELLERS


def may_manage_members(membership: Membership) -> bool:
    """Whether somebody decides who works for the seller."""
    return membership.role in OWNERS


def is_member(user: User | AnonymousUser) -> bool:
    """Whether a person works for any seller, in whatever role."""
    return user.is_authenticated and Membership.objects.filter(user=user.pk).exists()


def memberships_of(user: User) -> QuerySet[Membership]:
    """Return for whom a person works, by the seller's name."""
    rows = Membership.objects.filter(user=user.pk).select_related("partner")
    return rows.order_by("partner__name", "partner_id")


def own_partners(user: User, *, roles: Collection[str] = SELLERS) -> QuerySet[Partner]:
    """Return the sellers that a person works for in one of these roles."""
    rows = Membership.objects.filter(user=user.pk, role__in=roles)
    return Partner.objects.filter(pk__in=rows.values("partner"))


def own_rows(
    rows: QuerySet[M], user: User, *, partner: str = "partner", roles: Collection[str] = SELLERS
) -> QuerySet[M]:
    """Return the rows of the sellers that a person works for; `partner` is the path to the seller."""
    return rows.filter(
        **{f"{partner}__memberships__user": user.pk, f"{partner}__memberships__role__in": roles}
    )


def workspace_rows(
    rows: QuerySet[M], user: User, *, partner: str = "partner", roles: Collection[str] = SELLERS
) -> QuerySet[M]:
    """Return own_rows(), and the rows of sellers who agreed that this official acts for them.

    For pages of the workspace, which ask again whether the consent holds and write down each act.
    """
    own = Membership.objects.filter(user=user.pk, role__in=roles)
    agreed = AssistanceConsent.objects.in_force().filter(official=user.pk)
    path = f"{partner}__in"
    return rows.filter(Q(**{path: own.values("partner")}) | Q(**{path: agreed.values("partner")}))


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
    partners = Partner.objects.all() if user.has_perm(sees_all) else own_partners(user)
    return partners.order_by("name", "pk")
