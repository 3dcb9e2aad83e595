"""What promotions take off a basket, and why a code gives nothing."""

from datetime import timedelta

import pytest

from catalogue.audience import Audience
from catalogue.clock import now
from shop.partner.strategy import VietnamStrategy
from shop.promotion.law import may_be_promoted
from shop.promotion.models import PromotionKind
from shop.promotion.reckoning import apply_promotions
from tests import alcohol_makers, makers, promotion_makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def sweets():
    """A product of 100.000 ₫."""
    return makers.product("Kẹo dừa", price=100_000, stock=50)


def test_without_promotions_nothing_is_taken_off_at_one_query(sweets, django_assert_num_queries):
    basket = makers.basket((sweets, 2))
    list(basket.all_lines())
    with django_assert_num_queries(1):
        assert apply_promotions(basket).goods == 0


def test_a_percentage_for_everybody_is_rounded_by_line(sweets):
    promotion_makers.promotion(15)
    basket = makers.basket((sweets, 3))
    promotions = apply_promotions(basket)
    assert promotions.goods == 45_000
    assert [line.pays for line in basket.all_lines()] == [255_000]


def test_applying_twice_takes_off_once(sweets):
    promotion_makers.promotion(15)
    basket = makers.basket((sweets, 1))
    assert apply_promotions(basket) == apply_promotions(basket)
    assert [line.pays for line in basket.all_lines()] == [85_000]


def test_a_code_counts_on_what_is_left_and_all_stay_below_the_cap(sweets):
    promotion_makers.promotion(40)
    with_code = promotion_makers.code("TET2027", percent=30)
    basket = makers.basket((sweets, 1))
    basket.vouchers.add(with_code.voucher)
    assert apply_promotions(basket).goods == 50_000


def test_an_amount_is_split_over_lines_to_the_dong(sweets):
    other = makers.product("Mứt gừng", price=33_333, stock=9)
    promotion_makers.promotion(kind=PromotionKind.AMOUNT, value=20_000, minimum=40_000)
    basket = makers.basket((sweets, 1), (other, 1))
    promotions = apply_promotions(basket)
    assert promotions.goods == 20_000
    assert sum(line.pays for line in basket.all_lines()) == 113_333


def test_a_raised_price_is_measured_by_the_lower_one_before(sweets):
    promotion_makers.asked_since(sweets, 60_000, days=20)
    promotion_makers.promotion(50, starts_at=now() - timedelta(seconds=1))
    basket = makers.basket((sweets, 1))
    assert apply_promotions(basket).goods == 30_000


def reason(basket, promotion) -> str:
    """Why the code gives nothing."""
    basket.vouchers.add(promotion.voucher)
    promotions = apply_promotions(basket)
    assert promotions.goods == 0
    (refused,) = promotions.refused
    return refused.reason


def test_a_code_says_how_much_is_missing(sweets):
    promotion = promotion_makers.code(minimum=250_000)
    assert "50.000" in reason(makers.basket((sweets, 2)), promotion)


def test_a_code_of_another_seller_is_not_for_these_goods(sweets):
    other = makers.product("Chè Shan", producer=makers.producer("Hợp tác xã Trà"))
    promotion = promotion_makers.code(partner=other.producer.partner)
    assert reason(makers.basket(sweets), promotion)
    assert promotion.partner != sweets.producer.partner


def test_a_code_that_has_not_begun_or_has_ended_says_when(sweets):
    coming = promotion_makers.code(starts_at=now() + timedelta(days=2))
    assert f"{coming.starts_at:%d/%m/%Y}" in reason(makers.basket(sweets), coming)


def test_chosen_goods_alone_are_taken_in(sweets):
    other = makers.product("Mứt gừng", price=100_000)
    promotion_makers.promotion(20, products=[other])
    basket = makers.basket(sweets, other)
    assert apply_promotions(basket).goods == 20_000


def test_strong_drink_takes_part_in_nothing(sweets, settings):
    settings.ALCOHOL_LICENCE = alcohol_makers.LICENCE
    strong = alcohol_makers.spirit(price=100_000, producer=sweets.producer)
    promotion_makers.promotion(20)
    promotion_makers.promotion(kind=PromotionKind.FREE_DELIVERY)
    basket = makers.basket(sweets)
    basket.strategy = VietnamStrategy()
    basket.strategy.audience = Audience.ADULT
    basket.add_product(strong, 1)
    basket.forget_lines()
    promotions = apply_promotions(basket)
    assert [line.pays for line in basket.all_lines()] == [80_000, 100_000]
    assert promotions.delivered_free(sweets.stock_record.partner_id) is None


def test_medicine_may_not_be_promoted():
    assert not may_be_promoted(makers.product("Thuốc thang", legal_type="medicine"))


def test_a_code_for_strong_drink_alone_says_that_the_law_forbids_it(settings):
    settings.ALCOHOL_LICENCE = alcohol_makers.LICENCE
    strong = alcohol_makers.spirit(price=100_000)
    basket = makers.basket()
    basket.strategy = VietnamStrategy()
    basket.strategy.audience = Audience.ADULT
    basket.add_product(strong, 1)
    basket.forget_lines()
    assert "luật" in reason(basket, promotion_makers.code()).lower()
