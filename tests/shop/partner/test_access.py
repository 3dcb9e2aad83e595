"""Own partner only: what a seller's people may see and do."""

import pytest
from django.contrib.auth.models import Permission

from catalogue.models import Producer
from shop.partner.access import own_rows, visible_rows, works_for
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    """A producer whose seller has one person, beside a producer of somebody else."""
    makers.producer("Hợp tác xã khác").partner.users.add(makers.user())
    producer = makers.producer()
    producer.partner.users.add(makers.user())
    return producer


@pytest.fixture
def seller(own):
    return own.partner.users.get()


def test_a_seller_sees_the_own_rows(own, seller):
    assert list(own_rows(Producer.objects.all(), seller)) == [own]
    stock = makers.product(producer=own).stockrecords.get()
    makers.product()
    assert list(own_rows(type(stock).objects.all(), seller)) == [stock]
    products = own_rows(own.products.model.objects.all(), seller, partner="producer__partner")
    assert list(products) == [stock.product]


def test_a_stranger_and_a_row_without_a_seller_meet_nowhere(own):
    Producer.objects.filter(pk=own.pk).update(partner=None)
    assert list(own_rows(Producer.objects.all(), makers.user())) == []


def test_who_may_see_all_sees_all(own, seller):
    view = Permission.objects.get(content_type__app_label="catalogue", codename="view_producer")
    staff = makers.user()
    staff.user_permissions.add(view)
    everything = Producer.objects.all()
    assert visible_rows(everything, staff, sees_all="catalogue.view_producer").count() == 2
    assert list(visible_rows(everything, seller, sees_all="catalogue.view_producer")) == [own]


def test_who_works_for_a_seller(own, seller):
    assert works_for(seller, own.partner)
    assert not works_for(makers.user(), own.partner)
    assert not works_for(seller, None)
