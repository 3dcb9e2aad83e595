"""Rows of cards under a product: near first, certified only, nothing twice, two at most."""

from datetime import timedelta

import pytest

from catalogue.clock import today
from tests import makers

pytestmark = pytest.mark.django_db


def rows_of(client, product):
    return client.get(product.get_absolute_url()).context["card_rows"]


def titles(row):
    return [card.title for card in row.cards]


def test_the_same_kind_is_near_first_and_in_force(client):
    maker = makers.producer()
    jar = makers.product("Chè A", producer=maker)
    makers.product("Chè B", producer=makers.producer(province=makers.province("Huế")))
    makers.product("Chè C", producer=maker)
    makers.product("Chè D", producer=maker, until=today() - timedelta(days=1))
    (kind,) = rows_of(client, jar)
    assert titles(kind) == ["Chè C", "Chè B"]
    assert kind.url == "/nhom/che/"


def test_the_second_row_is_the_place_and_repeats_nothing(client):
    maker = makers.producer()
    jar = makers.product("Chè A", producer=maker)
    makers.product("Chè B", producer=maker)
    oil = makers.group("Gia vị", set_number=10)
    makers.product("Muối ớt", producer=maker, classification=oil)
    kind, place = rows_of(client, jar)
    assert titles(kind) == ["Chè B"]
    assert titles(place) == ["Muối ớt"]
    assert place.url == f"/tinh/{jar.province.slug}/"


def test_an_ended_product_is_followed_by_its_producer_and_then_its_kind(client):
    maker = makers.producer()
    jar = makers.product("Mắm tôm", producer=maker, until=today() - timedelta(days=3))
    makers.product("Mắm cá", producer=maker)
    makers.product("Mắm ruốc", producer=makers.producer("Hộ kinh doanh Ba"))
    own, kind = rows_of(client, jar)
    assert titles(own) == ["Mắm cá"]
    assert titles(kind) == ["Mắm ruốc"]


def test_where_the_producer_has_nothing_left_the_place_steps_in(client):
    jar = makers.product("Mắm tôm", until=today() - timedelta(days=3))
    near = makers.product("Mắm ruốc", producer=makers.producer("Hộ kinh doanh Ba"))
    salt = makers.group("Gia vị", set_number=10)
    makers.product("Muối ớt", producer=near.producer, classification=salt)
    kind, place = rows_of(client, jar)
    assert (titles(kind), titles(place)) == (["Mắm ruốc"], ["Muối ớt"])


def test_a_product_without_a_class_still_has_its_place(client):
    maker = makers.producer()
    jar = makers.product("Chè A", producer=maker, classification=None)
    makers.product("Chè B", producer=maker)
    (place,) = rows_of(client, jar)
    assert titles(place) == ["Chè B"]
