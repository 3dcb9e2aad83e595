"""Who acts for which province."""

import pytest
from django.contrib.auth.models import AnonymousUser, Permission

from catalogue.models import Certificate, ProvinceAssignment
from catalogue.province_access import acts_for, own_province_rows, provinces_of
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificates():
    """One certificate in each of two provinces."""
    return [makers.product().certificates.get() for _ in range(2)]


@pytest.fixture
def steward(certificates):
    person = makers.user()
    ProvinceAssignment.objects.create(user=person, province=certificates[0].product.province)
    return person


def test_a_steward_sees_the_rows_of_the_assigned_province_only(certificates, steward):
    own = own_province_rows(Certificate.objects.all(), steward)
    assert {c.product.province_id for c in own} == {certificates[0].product.province_id}


def test_a_steward_acts_for_no_other_province_and_for_nothing_without_one(certificates, steward):
    own = certificates[0].product.province_id
    assert acts_for(steward, own)
    assert not acts_for(steward, makers.province("Lào Cai").pk + 1000)
    assert not acts_for(steward, None)


def test_without_an_assignment_nobody_sees_anything(certificates):
    person = makers.user()
    assert provinces_of(person) == frozenset()
    assert not own_province_rows(Certificate.objects.all(), person).exists()
    assert not own_province_rows(Certificate.objects.all(), AnonymousUser()).exists()


def test_who_may_act_for_all_provinces_sees_every_row(certificates):
    person = makers.user()
    person.user_permissions.add(Permission.objects.get(codename="act_for_all_provinces"))
    assert provinces_of(person) is None
    assert own_province_rows(Certificate.objects.all(), person).count() == 2
    assert acts_for(person, None)
