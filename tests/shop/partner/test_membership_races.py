"""Two owners who leave in one moment: one of them stays while others work there."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from shop.partner.membership import MembershipRefused, end_membership
from shop.partner.models import Membership
from tests import makers

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_of_two_owners_who_leave_at_once_one_stays():
    partner = makers.producer().partner
    owners = [makers.membership(partner) for _n in range(2)]
    makers.membership(partner, "packer")
    start = Barrier(2)

    def leave(membership: Membership) -> bool:
        try:
            start.wait(timeout=30)
            end_membership(membership=membership)
        except MembershipRefused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        left = list(pool.map(leave, owners))
    assert sorted(left) == [False, True]
    assert partner.memberships.filter(role="owner").count() == 1
