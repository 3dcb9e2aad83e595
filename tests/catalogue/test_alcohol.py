"""Alcohol: who may see it, when it may be sold, and what no promotion may name."""

from decimal import Decimal
from itertools import product as combinations

import pytest

from catalogue.alcohol import read_strength
from catalogue.audience import Audience
from catalogue.models import Product
from catalogue.models.product import LegalType
from catalogue.policies import (
    bars_promotion,
    contains_alcohol,
    is_alcohol,
    is_displayable,
    sale_refusal,
)
from tests import makers
from tests.alcohol_makers import LICENCE, spirit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Đế Gò Đen 31%", 31),
        ("Rượu thốt nốt 29 độ", 29),
        ("Rượu vang thốt nốt (12% vol)", 12),
        ("29,5 % vol", "29.5"),
        ("29.5°", "29.5"),
        ("25-29% vol", 29),
        ("từ 25 đến 29 độ", 29),
        ("Nồng độ 5,5% Vol", "5.5"),
        ("Vang nho 39", None),
        ("Rượu Thảo Mộc PyLo Măng Đen 18", None),
        ("chai 500 ml", None),
        ("100% tự nhiên", None),
        ("", None),
    ],
)
def test_a_strength_is_read_where_it_is_stated_and_never_guessed(text, strength):
    assert read_strength(text) == (None if strength is None else Decimal(strength))


@pytest.mark.parametrize("licence", ["", LICENCE])
def test_policy_and_database_agree_for_every_audience(settings, licence, django_assert_num_queries):
    settings.ALCOHOL_LICENCE = licence
    for legal_type, strength in combinations(LegalType.values, ("", "29,5% vol")):
        spirit(f"{legal_type} {strength}", strength=strength)
        Product.objects.filter(title=f"{legal_type} {strength}").update(legal_type=legal_type)
    spirit("Rượu ẩn", is_public=False)
    makers.takedown(spirit("Rượu bị gỡ"))
    spirit("Rượu hết hạn", until=makers.today().replace(year=makers.today().year - 1))
    for audience in Audience:
        shown = set(Product.objects.displayable(audience))
        sold = set(Product.objects.for_sale(audience=audience))
        everything = list(Product.objects.for_sale_check())
        with django_assert_num_queries(0):
            assert {item for item in everything if is_displayable(item, audience)} == shown
            assert {
                item for item in everything if item.certificate and not sale_refusal(item, audience)
            } == sold
        assert any(map(is_alcohol, shown)) is (audience is Audience.ADULT)
        assert any(map(is_alcohol, sold)) is (audience is Audience.ADULT and bool(licence))


def test_who_names_no_audience_means_everybody():
    jar = spirit()
    assert not is_displayable(jar)
    assert not Product.objects.public().exists()
    assert not Product.objects.ever_certified().exists()
    assert sale_refusal(jar).code == "age_gate"


@pytest.mark.parametrize(
    ("licence", "strength", "code"),
    [("", "29% vol", "alcohol_licence"), (LICENCE, "", "alcohol_strength"), (LICENCE, "29%", None)],
)
def test_it_is_sold_with_a_licence_and_a_stated_strength_alone(settings, licence, strength, code):
    settings.ALCOHOL_LICENCE = licence
    refusal = sale_refusal(spirit(strength=strength), Audience.ADULT)
    assert (refusal and refusal.code) == code


@pytest.mark.parametrize(
    ("strength", "barred"),
    [("15% vol", True), ("14,9% vol", False), ("29 độ", True), ("mạnh", True), ("", True)],
)
def test_from_15_percent_on_no_promotion_may_name_it(strength, barred):
    assert bars_promotion(spirit(strength=strength)) is barred


def test_other_goods_are_no_alcohol_and_may_be_promoted():
    jar = makers.product()
    assert not is_alcohol(jar)
    assert not bars_promotion(jar)
    assert not contains_alcohol([jar])
    assert contains_alcohol([jar, spirit()])


def test_the_stock_of_what_may_not_be_sold_is_no_stock(settings):
    settings.ALCOHOL_LICENCE = LICENCE
    sold, unstated = spirit(), spirit("Rượu mơ", strength="")
    has_stock = dict(Product.objects.with_stock().values_list("pk", "has_stock"))
    assert has_stock == {sold.pk: True, unstated.pk: False}
