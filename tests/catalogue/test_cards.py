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
    product_card = card(title="Mật ong", stars=4, price=185000, unit="chai 500 ml")
    assert (product_card.title, product_card.stars, product_card.price, product_card.unit) == (
        "Mật ong",
        4,
        185000,
        "chai 500 ml",
    )
    assert product_card.sellable
    assert product_card.in_stock
    assert (product_card.province_name, product_card.notice) == ("Vĩnh Long", "")
    assert product_card.cover.world == "dong-bang-song-cuu-long"


def test_sold_out_is_said():
    product_card = card(stock=0)
    assert product_card.sellable
    assert not product_card.in_stock


@pytest.mark.parametrize("legal_type", ["medicine", "service"])
def test_what_is_only_shown_has_no_price(legal_type):
    product_card = card(legal_type=legal_type)
    assert (product_card.sellable, product_card.price) == (False, None)
    assert product_card.notice
    assert product_card.stars == 4


def test_functional_food_carries_the_sentence():
    law = "Thực phẩm này không phải là thuốc và không có tác dụng thay thế thuốc chữa bệnh"
    assert card(legal_type="functional_food").notice == law == str(FUNCTIONAL_FOOD_DISCLAIMER)


def test_an_ended_product_has_no_star_and_no_price():
    product_card = card(until=today() - timedelta(days=1))
    assert (product_card.stars, product_card.price, product_card.sellable) == (None, None, False)
    assert product_card.notice


def test_a_producer_the_register_does_not_name_is_not_shown():
    producer = makers.producer("Mật ong", name_is_stated=False)
    assert card(producer=producer).producer_name == ""


def test_names_in_the_readers_language():
    producer = makers.producer(province=makers.province("Huế", name_en="Hue"))
    with translation.override("en"):
        assert card(producer=producer).province_name == "Hue"


def test_queries_do_not_grow(django_assert_num_queries):
    makers.many_products(30)
    for number in (3, 30):
        with django_assert_num_queries(4):
            products = list(Product.objects.public().for_cards()[:number])
            product_cards(products, prices_for(products))
