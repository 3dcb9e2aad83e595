"""Producers by the words of their names: kept while no producer changes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import Producer
from catalogue.signals import products_changed
from search.producer_names import producers_named
from tests import makers

committed = pytest.mark.django_db(transaction=True)


def names(text):
    found = Producer.objects.in_bulk(producers_named(text))
    return [found[pk].name for pk in producers_named(text)]


def test_words_are_found_side_by_side_anywhere_in_the_order_of_names(db):
    for name in ("Xưởng chè Tân Cương", "Chè Suối Giàng", "HTX Chè Hảo Đạt", "HTX Hảo Chè Xanh"):
        makers.producer(name)
    assert names("che") == [
        *("Chè Suối Giàng", "HTX Chè Hảo Đạt"),
        *("HTX Hảo Chè Xanh", "Xưởng chè Tân Cương"),
    ]
    assert names("chè hảo") == ["HTX Chè Hảo Đạt"]
    assert names("tan c") == ["Xưởng chè Tân Cương"]
    assert names("ao") == names("") == names("…") == []


def test_a_producer_is_given_once_whose_name_has_the_words_twice(db):
    makers.producer("Chè Chè Xanh Chè")
    makers.producer("Chè")
    assert names("che") == ["Chè", "Chè Chè Xanh Chè"]


def test_a_name_that_no_source_states_is_not_found(db):
    makers.producer("Chè Vô Danh", name_is_stated=False)
    assert names("vo danh") == []


@committed
def test_names_are_read_once_until_a_producer_changes(db):
    made = makers.producer("Chè Suối Giàng")
    assert names("che") == ["Chè Suối Giàng"]
    with CaptureQueriesContext(connection) as asked:
        list(producers_named("che"))
    assert len(asked) == 1
    made.name, made.slug = "Trà Suối Giàng", "tra-suoi-giang"
    made.save()
    assert (names("che"), names("tra suoi")) == ([], ["Trà Suối Giàng"])
    made.delete()
    assert names("tra suoi") == []


@committed
def test_names_of_an_import_are_found_at_once(db):
    makers.producer("Chè Suối Giàng")
    assert names("mat ong") == []
    like = Producer.objects.get()
    Producer.objects.bulk_create(
        [Producer(name="Mật ong Mèo Vạc", slug="mat-ong-meo-vac", province=like.province)]
    )
    products_changed.send(Producer, ids=[])
    assert names("mat ong") == ["Mật ong Mèo Vạc"]
