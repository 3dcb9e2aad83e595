"""Ordering alcohol: to adults, not for cash, not as a gift from 15 % on, age checked at the door."""

import pytest

from catalogue.audience import Audience
from shop.order.exceptions import AlcoholRefused, NothingToOrder, PaymentRefused
from shop.order.models import Order, OrderLineSnapshot
from shop.order.payments.choice import change_method
from shop.order.quote import make_quote
from shop.order.receipt import read_receipt
from shop.partner.strategy import VietnamStrategy
from shop.payment.methods import BANK_TRANSFER, CASH_ON_DELIVERY
from tests import makers
from tests.alcohol_makers import LICENCE, spirit
from tests.shop.order.conftest import deliver_to

pytestmark = pytest.mark.django_db

CARD = "Chúc mừng sinh nhật!"


@pytest.fixture(autouse=True)
def _licensed(settings):
    settings.ALCOHOL_LICENCE = LICENCE


def basket_of(*items, audience=Audience.ADULT):
    """A basket of somebody who belongs to that audience now, filled when they were adults."""
    strategy = VietnamStrategy()
    strategy.audience = Audience.ADULT
    basket = makers.basket()
    basket.strategy = strategy
    for item in items:
        basket.add_product(item)
    strategy = VietnamStrategy()
    strategy.audience = audience
    basket.strategy = strategy
    basket.forget_lines()
    return basket


def test_an_adult_who_pays_without_cash_gets_it(place):
    placed = place(basket_of(spirit()), payment=BANK_TRANSFER, audience=Audience.ADULT)
    assert placed.created
    assert OrderLineSnapshot.objects.get().alcohol


@pytest.mark.parametrize("also", [[], ["Mật ong"]])
def test_cash_on_delivery_is_refused_and_the_basket_kept(place, also):
    basket = basket_of(spirit(), *map(makers.product, also))
    with pytest.raises(PaymentRefused) as refusal:
        place(basket, audience=Audience.ADULT)
    assert "tiền mặt" in refusal.value.message
    assert not Order.objects.exists()
    assert basket.lines.count() == 1 + len(also)


def test_cash_buys_everything_else(place):
    assert place(basket_of(makers.product()), audience=Audience.ADULT).created
    assert not OrderLineSnapshot.objects.get().alcohol


def test_a_buyer_of_no_declared_age_is_refused_whatever_the_basket_says(place):
    with pytest.raises(AlcoholRefused) as refusal:
        place(basket_of(spirit()), payment=BANK_TRANSFER)
    assert "xác nhận tuổi" in refusal.value.message


def test_without_the_gate_a_line_waits_and_is_not_lost(place):
    jar, honey = spirit(), makers.product()
    basket = basket_of(jar, honey, audience=Audience.PUBLIC)
    assert [line.block and line.block.code for line in basket.all_lines()] == ["age_gate", None]
    placed = place(basket)
    assert [line.product for line in placed.order.lines.all()] == [honey]
    assert [line.product for line in placed.leftover_basket.lines.all()] == [jar]


def test_alcohol_alone_without_the_gate_is_nothing_to_order(place):
    with pytest.raises(NothingToOrder):
        place(basket_of(spirit(), audience=Audience.PUBLIC))


@pytest.mark.parametrize(
    ("strength", "refused"), [("15% vol", True), ("40 độ", True), ("12% vol", False)]
)
def test_from_15_percent_on_it_is_no_gift(place, strength, refused):
    basket, to = basket_of(spirit(strength=strength)), deliver_to(place.commune, gift=CARD)
    if not refused:
        assert make_quote(basket=basket, delivery=to).has_alcohol
        return
    with pytest.raises(AlcoholRefused) as refusal:
        make_quote(basket=basket, delivery=to)
    assert "quà tặng" in refusal.value.message
    with pytest.raises(AlcoholRefused):
        place(basket, delivery=to, payment=BANK_TRANSFER, audience=Audience.ADULT, reviewed="x")


def test_the_parcel_says_that_the_age_is_checked_at_the_door(place):
    jar, honey = spirit(producer=makers.producer("HTX Một")), makers.product()
    placed = place(basket_of(jar, honey), payment=BANK_TRANSFER, audience=Audience.ADULT)
    receipt = read_receipt(placed.order)
    assert {part.seller_name: part.has_alcohol for part in receipt.producer_orders} == {
        "HTX Một": True,
        honey.producer.name: False,
    }


def test_an_order_placed_otherwise_is_not_changed_to_cash(place):
    placed = place(basket_of(spirit()), payment=BANK_TRANSFER, audience=Audience.ADULT)
    with pytest.raises(PaymentRefused):
        change_method(order=placed.order, method=CASH_ON_DELIVERY)
    other = place(basket_of(makers.product()), payment=BANK_TRANSFER)
    change_method(order=other.order, method=CASH_ON_DELIVERY)
