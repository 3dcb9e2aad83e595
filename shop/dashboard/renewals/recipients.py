"""Who is told of ends: the producer's own people, and whoever looks after its province."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q

from catalogue.models import Certificate
from catalogue.models.province_assignment import ProvinceAssignment
from shop.partner.access import SELLERS
from shop.partner.models import Membership
from shop.users.models import User

#: Officers enter, stewards verify; one of the two is enough to be told.
WORKING = ("add_certificate", "change_certificate")


def producer_members(producers: Iterable[int]) -> set[int]:
    """Return the accounts of producers' members who do not work for its seller: those have notices."""
    members = User.objects.filter(is_active=True, producers__in=list(producers))
    sellers = Membership.objects.filter(
        user=OuterRef("pk"), partner=OuterRef("producers__partner"), role__in=SELLERS
    )
    return set(members.exclude(Exists(sellers)).values_list("pk", flat=True))


def people_of_provinces(provinces: Iterable[int | None]) -> dict[int | None, set[int]]:
    """Return province → accounts of its officers and stewards.

    A province without any is looked after by those who act for all; so is what has no province.
    """
    working = _working_people()
    assigned: dict[int, set[int]] = defaultdict(set)
    pairs = ProvinceAssignment.objects.values_list("province_id", "user_id")
    for province, user in pairs:
        if user in working:
            assigned[province].add(user)
    national = working & _people_with("act_for_all_provinces")
    return {province: assigned.get(province or 0, national) for province in provinces}


def _working_people() -> set[int]:
    return _people_with(*WORKING)


def _people_with(*codenames: str) -> set[int]:
    permissions = Permission.objects.filter(
        content_type__app_label=Certificate._meta.app_label, codename__in=codenames
    )
    people = User.objects.filter(is_active=True).filter(
        Q(groups__permissions__in=permissions) | Q(user_permissions__in=permissions)
    )
    return set(people.values_list("pk", flat=True))
