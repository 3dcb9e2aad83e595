"""What pages say of promotions: a reduced price only beside a real one before it."""

from datetime import timedelta

import pytest

from catalogue.clock import now
from shop.partner.models import PriceRecord, StockRecord
from shop.partner.pricing import prices_for
from shop.promotion.models import PromotionKind
from shop.promotion.reductions import public_promotions, shop_cards
from shop.storefront.page_cache.version import current_page_version
from tests import alcohol_makers, makers, promotion_makers
from theme.formats import end_moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def tea():
    """A product that has cost 100.000 ₫ for ninety days."""
    product = makers.product("Chè Shan", price=100_000)
    PriceRecord.objects.all().delete()
    promotion_makers.asked_since(product, 100_000, days=90)
    return product


def told(product):
    """The promotions that a page tells of a product."""
    return public_promotions([product]).get(product.pk, [])


def test_a_reduced_price_stands_beside_the_real_one(tea, client):
    promotion_makers.promotion(20, terms="Mỗi người một lần.")
    (row,) = told(tea)
    assert (row.price, row.reference) == (80_000, 100_000)
    page = client.get(tea.get_absolute_url()).content.decode()
    for words in ("80.000\u00a0₫", "Giá thấp nhất trong 30 ngày", "Mỗi người một lần."):
        assert words in page
    assert end_moment(row.ends_at) in page


def test_a_price_raised_before_is_no_reduction(tea):
    promotion_makers.asked_since(tea, 150_000, days=5)
    StockRecord.objects.filter(product=tea).update(price=150_000)
    promotion_makers.promotion(20)
    (row,) = told(type(tea).objects.get(pk=tea.pk))
    assert row.price is None


def test_goods_without_a_price_before_are_not_told_as_reduced():
    product = makers.product(price=100_000)
    PriceRecord.objects.all().delete()
    promotion_makers.promotion(20)
    assert [row.price for row in told(product)] == [None]


def test_a_promotion_with_a_limit_a_minimum_or_an_amount_reduces_no_price(tea):
    promotion_makers.promotion(20, max_uses=5)
    promotion_makers.promotion(20, minimum=200_000)
    promotion_makers.promotion(kind=PromotionKind.AMOUNT, value=10_000, minimum=50_000)
    promotion_makers.code(percent=20)
    assert [row.price for row in told(tea)] == [None, None, None]


def test_cards_keep_the_price_and_tell_the_reduced_one(tea):
    promotion_makers.promotion(20)
    (card,) = shop_cards([tea])
    assert (card.price, card.reduction.price) == (100_000, 80_000)
    assert prices_for([tea]) == {tea.pk: 100_000}


def test_alcohol_is_named_in_none(settings):
    settings.ALCOHOL_LICENCE = alcohol_makers.LICENCE
    weak = alcohol_makers.spirit("Rượu vang", strength="12% vol", price=100_000)
    promotion_makers.promotion(20)
    assert told(weak) == []


def test_cards_cost_one_query_more_while_nothing_is_promoted(tea, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert public_promotions([tea]) == {}


@pytest.mark.django_db(transaction=True)
def test_cached_pages_are_made_anew_when_a_promotion_is_made_or_ended():
    before = current_page_version()
    promotion_makers.promotion(starts_at=now() - timedelta(hours=1))
    assert current_page_version() != before
