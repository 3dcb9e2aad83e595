"""What a thing costs now: one rule for lists, pages, the search index and sales."""

from decimal import Decimal

import pytest

from catalogue.models import Product
from shop.partner.models import StockRecord
from shop.partner.pricing import price_in, price_of, prices_for
from shop.partner.strategy import Selector
from tests import makers

pytestmark = pytest.mark.django_db


def test_prices_are_whole_dong_by_product():
    jar, tea = makers.product(price=85_000), makers.product(price=None)
    gone = makers.product(price=1_000)
    gone.stockrecords.all().delete()
    assert prices_for([jar, tea, gone]) == {jar.pk: 85_000, tea.pk: None, gone.pk: None}


def test_any_number_of_prices_is_one_query(django_assert_num_queries):
    for _product in range(5):
        makers.product(price=1_000)
    products = list(Product.objects.all())
    with django_assert_num_queries(1):
        prices_for(products)
    with django_assert_num_queries(0):
        prices_for(products)


def test_what_a_page_shows_is_what_a_sale_asks():
    product = makers.product(price=85_000)
    fresh = Product.objects.get(pk=product.pk)
    info = Selector().strategy().fetch_for_product(fresh)
    assert info.price.incl_tax == price_of(fresh) == prices_for([fresh])[fresh.pk]


def test_a_fraction_of_a_dong_is_nobodys():
    assert price_in(StockRecord(price=Decimal("85000.50"))) == 85_000


def test_the_shop_sells_from_the_first_record():
    product = makers.product(price=85_000)
    first = product.stockrecords.get()
    StockRecord.objects.create(
        product=product, partner=makers.product().producer.partner, partner_sku="2", price=1
    )
    first.save()
    assert Product.objects.get(pk=product.pk).stock_record == first
