"""Cards: true stars, honest prices, the law's sentences, and the same queries for any number."""

from datetime import timedelta

import pytest
from django.utils import translation

from catalogue.cards import FUNCTIONAL_FOOD_DISCLAIMER, product_cards
from catalogue.clock import today
from catalogue.models import Product
from shop.partner.pricing import prices_for
from tests import makers

pytestmark = pytest.mark.django_db


def card(**fields):
    product = makers.product(**fields)
    return product_cards([product], prices_for([product]))[0]


def test_a_product_on_sale():
    shown = card(title="Mật ong", stars=4, price=185000, unit="chai 500 ml")
    assert (shown.title, shown.stars, shown.price, shown.unit) == (
        "Mật ong",
        4,
        185000,
        "chai 500 ml",
    )
    assert shown.sellable
    assert shown.in_stock
    assert (shown.province_name, shown.notice) == ("Vĩnh Long", "")
    assert shown.cover.world == "dong-bang-song-cuu-long"


def test_sold_out_is_said():
    shown = card(stock=0)
    assert shown.sellable
    assert not shown.in_stock


@pytest.mark.parametrize("legal_type", ["medicine", "service"])
def test_what_is_only_shown_has_no_price(legal_type):
    shown = card(legal_type=legal_type)
    assert (shown.sellable, shown.price) == (False, None)
    assert shown.notice
    assert shown.stars == 4


def test_functional_food_carries_the_sentence():
    assert card(legal_type="functional_food").notice == FUNCTIONAL_FOOD_DISCLAIMER


def test_an_ended_product_has_no_star_and_no_price():
    shown = card(until=today() - timedelta(days=1))
    assert (shown.stars, shown.price, shown.sellable) == (None, None, False)
    assert shown.notice


def test_a_maker_the_register_does_not_name_is_not_shown():
    maker = makers.producer("Mật ong", name_is_stated=False)
    assert card(producer=maker).producer_name == ""


def test_names_in_the_readers_language():
    maker = makers.producer(province=makers.province("Huế", name_en="Hue"))
    with translation.override("en"):
        assert card(producer=maker).province_name == "Hue"


def test_queries_do_not_grow(django_assert_num_queries):
    makers.many_products(30)
    for number in (3, 30):
        with django_assert_num_queries(4):
            products = list(Product.objects.public().for_cards()[:number])
            product_cards(products, prices_for(products))
