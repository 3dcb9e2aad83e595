"""Who works for a seller: one owner at least, nobody twice, and whoever leaves is out at once."""

import pytest
from django.db import IntegrityError, transaction

from shop.partner.access import EVERYBODY, OWNERS, is_member, own_rows, works_for
from shop.partner.membership import (
    MembershipRefused,
    add_member,
    change_role,
    end_membership,
    transfer_ownership,
)
from shop.partner.models import MemberRole, Membership, PastMembership, StockRecord
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return makers.producer().partner


@pytest.fixture
def owner(partner):
    person = makers.user()
    return add_member(partner=partner, user=person, role=MemberRole.OWNER)


def has_dashboard(user) -> bool:
    return user.user_permissions.filter(codename="dashboard_access").exists()


def test_whoever_oscar_adds_is_an_owner(partner):
    person = makers.user()
    partner.users.add(person)
    partner.users.add(person)
    membership = Membership.objects.get(partner=partner)
    assert (membership.user, membership.role) == (person, MemberRole.OWNER)
    assert list(person.partners.all()) == [partner]


def test_the_database_knows_nobody_twice(partner, owner):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(partner=partner, user=owner.user, role=MemberRole.PACKER)


def test_adding_somebody_twice_keeps_the_role(partner, owner):
    again = add_member(partner=partner, user=owner.user, role=MemberRole.PACKER)
    assert again.role == MemberRole.OWNER


def test_the_first_person_is_an_owner(partner):
    with pytest.raises(MembershipRefused):
        add_member(partner=partner, user=makers.user(), role=MemberRole.PACKER)


def test_an_owner_stays_while_others_work_there(partner, owner):
    add_member(partner=partner, user=makers.user(), role=MemberRole.PACKER, by=owner.user)
    with pytest.raises(MembershipRefused):
        end_membership(membership=owner)
    with pytest.raises(MembershipRefused):
        change_role(membership=owner, role=MemberRole.SELLER)
    assert works_for(owner.user, partner)


def test_the_last_person_may_leave(partner, owner):
    end_membership(membership=owner)
    assert not partner.users.exists()


def test_who_has_left_is_out_at_once_and_remembered(partner, owner):
    stock = makers.product(producer=partner.producer).stockrecords.get()
    left = add_member(partner=partner, user=makers.user(), role=MemberRole.SELLER)
    assert list(own_rows(StockRecord.objects.all(), left.user)) == [stock]
    end_membership(membership=left, by=owner.user)
    assert list(own_rows(StockRecord.objects.all(), left.user)) == []
    assert not left.user.partners.exists()
    assert not is_member(left.user)
    assert not has_dashboard(left.user)
    past = PastMembership.objects.get()
    assert (past.user, past.role, past.ended_by) == (left.user, "seller", owner.user)


def test_who_has_left_may_come_back(partner, owner):
    person = makers.user()
    end_membership(membership=add_member(partner=partner, user=person, role=MemberRole.SELLER))
    add_member(partner=partner, user=person, role=MemberRole.PACKER)
    assert works_for(person, partner, roles=EVERYBODY)
    assert not works_for(person, partner)


def test_ending_twice_is_refused(partner, owner):
    left = add_member(partner=partner, user=makers.user(), role=MemberRole.SELLER)
    end_membership(membership=left)
    with pytest.raises(MembershipRefused):
        end_membership(membership=left)


def test_handing_over_shuts_the_one_before_out(partner, owner):
    heir = makers.user()
    transfer_ownership(membership=owner, to=heir, by=owner.user)
    assert works_for(heir, partner, roles=OWNERS)
    assert not works_for(owner.user, partner, roles=EVERYBODY)
    assert (has_dashboard(heir), has_dashboard(owner.user)) == (True, False)


def test_handing_over_lifts_who_works_there_already(partner, owner):
    packer = add_member(partner=partner, user=makers.user(), role=MemberRole.PACKER)
    transfer_ownership(membership=owner, to=packer.user)
    assert works_for(packer.user, partner, roles=OWNERS)


@pytest.mark.parametrize("role", [MemberRole.SELLER, MemberRole.PACKER])
def test_only_an_owner_hands_over(partner, owner, role):
    other = add_member(partner=partner, user=makers.user(), role=role)
    with pytest.raises(MembershipRefused):
        transfer_ownership(membership=other, to=makers.user())


def test_a_packer_packs_and_sells_nothing(partner, owner):
    packer = add_member(partner=partner, user=makers.user(), role=MemberRole.PACKER)
    assert works_for(packer.user, partner, roles=EVERYBODY)
    assert not works_for(packer.user, partner)
    assert not has_dashboard(packer.user)
    makers.product(producer=partner.producer)
    assert list(own_rows(StockRecord.objects.all(), packer.user)) == []


def test_the_dashboard_follows_the_role(partner, owner):
    packer = add_member(partner=partner, user=makers.user(), role=MemberRole.PACKER)
    change_role(membership=packer, role=MemberRole.SELLER)
    assert has_dashboard(packer.user)
    change_role(membership=packer, role=MemberRole.PACKER)
    assert not has_dashboard(packer.user)


@pytest.mark.parametrize("role", [None, MemberRole.SELLER, MemberRole.PACKER])
def test_who_is_no_owner_any_more_decides_nothing(partner, owner, role):
    once, packer = makers.user(), makers.user()
    if role is not None:
        add_member(partner=partner, user=once, role=role)
    colleague = add_member(partner=partner, user=packer, role=MemberRole.PACKER)
    with pytest.raises(MembershipRefused):
        end_membership(membership=colleague, manager=once)
    with pytest.raises(MembershipRefused):
        change_role(membership=colleague, role=MemberRole.OWNER, manager=once)
    colleague.refresh_from_db()
    assert colleague.role == MemberRole.PACKER
