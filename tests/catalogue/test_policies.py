"""Whether a product may be sold today, and the sentence that says why not."""

from datetime import date

import pytest

from catalogue.models import Certificate, Product
from catalogue.policies import certificate_end, sale_refusal
from shop.partner.strategy import VietnamStrategy
from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def code(product):
    refusal = sale_refusal(Product.objects.get(pk=product.pk))
    return refusal and refusal.code


@pytest.mark.parametrize(
    ("legal_type", "expected"),
    [
        ("ordinary", None),
        ("functional_food", None),
        ("cosmetics", None),
        ("live_goods", None),
        ("medicine", "medicine"),
        ("service", "service"),
        ("alcohol", "age_gate"),
    ],
)
def test_the_law_decides_by_kind(legal_type, expected):
    assert code(makers.product(legal_type=legal_type)) == expected


def test_what_names_no_producer_is_shown_and_not_sold():
    nameless = makers.producer("Chưa rõ", name_is_stated=False)
    for producer in (None, nameless):
        product = makers.product(f"Mật ong {producer}", producer=producer)
        assert code(product) == "producer_not_named"
        assert Product.objects.public().filter(pk=product.pk).exists()
        assert not Product.objects.for_sale().filter(pk=product.pk).exists()
        assert not Product.objects.with_stock().get(pk=product.pk).has_stock


def test_nothing_tells_people_to_ask_a_producer_whom_nobody_can_reach():
    for legal_type in ("service", "medicine"):
        sentence = sale_refusal(makers.product(legal_type=legal_type)).message
        assert "liên hệ" not in sentence


def test_an_unpublished_product_is_not_on_sale():
    assert code(makers.product(is_public=False)) == "hidden"


@pytest.mark.parametrize("facts", [{"stars": None}, {"until": date(2026, 11, 20)}])
def test_without_a_certificate_in_force_nothing_is_sold(facts):
    assert code(makers.product(**facts)) == "not_certified"


def test_the_last_day_is_a_day_of_sale():
    assert code(makers.product(until=date(2026, 11, 21))) is None


def test_it_says_when_the_certificate_ended():
    ended = makers.product(until=date(2026, 11, 20))
    assert "20/11/2026" in certificate_end(ended)


def test_it_says_when_and_why_it_was_revoked():
    revoked = makers.product(revoked_on=date(2026, 11, 1))
    sentence = certificate_end(revoked)
    assert "01/11/2026" in sentence
    assert str(Certificate.objects.get(product=revoked).get_revocation_ground_display()) in sentence


def test_it_says_from_when_it_will_be_valid():
    coming = makers.product(since=date(2026, 12, 1))
    assert "01/12/2026" in certificate_end(coming)


def test_it_says_that_there_never_was_one():
    assert certificate_end(makers.product(stars=None)) not in ("", None)


@pytest.mark.parametrize(
    "facts",
    [{}, {"until": date(2026, 11, 20)}, {"legal_type": "medicine"}, {"producer": None}],
)
def test_the_strategy_agrees_with_the_policy(facts):
    product = Product.objects.get(pk=makers.product(**facts).pk)
    info = VietnamStrategy().fetch_for_product(product)
    refusal = sale_refusal(product)
    assert info.availability.is_available_to_buy is (refusal is None)
    assert info.price.exists is (refusal is None)
    permitted, message = info.availability.is_purchase_permitted(1)
    assert permitted is (refusal is None)
    assert refusal is None or message == refusal.message
