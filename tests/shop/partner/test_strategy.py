"""Price and availability behind the gate."""

import pytest

from catalogue.models import Product
from shop.partner.strategy import Selector
from tests import makers

pytestmark = pytest.mark.django_db


def info_of(product):
    return Selector().strategy().fetch_for_product(Product.objects.get(pk=product.pk))


def test_a_certified_product_has_one_price_with_tax_included():
    info = info_of(makers.product(price=85_000, stock=3))
    assert info.price.incl_tax == 85_000
    assert info.availability.num_available == 3


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"stars": None}, "not_certified"),
        ({"legal_type": "alcohol"}, "age_gate"),
        ({"legal_type": "medicine"}, "medicine"),
        ({"legal_type": "service"}, "service"),
        ({"is_public": False}, "hidden"),
    ],
)
def test_what_may_not_be_sold_has_no_price_and_says_why(fields, code):
    info = info_of(makers.product(**fields))
    assert not info.price.exists
    assert info.availability.refusal.code == code
    assert not info.availability.is_available_to_buy


def test_a_product_without_a_price_cannot_be_bought():
    assert not info_of(makers.product(price=None)).price.exists
