"""What labels do not state yet, as producers, stewards and the shop see it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.labels import label_meter
from catalogue.models import LabelItem, ProvinceAssignment
from catalogue.services.labels import state_label
from shop.users.roles import PROVINCE_STEWARDS
from tests import makers
from tests.shop.dashboard.conftest import member, signed_in

LIST = "/quan-tri/nhan/"
ALL = dict.fromkeys(LabelItem, "Có")


def titles(answer) -> list[str]:
    return [product.title for product, _meter in answer.context["rows"]]


@pytest.fixture
def own(seller):
    return makers.product("Tôm khô", producer=seller.partner.producer)


def test_a_producer_sees_what_is_missing_on_the_own_labels(seller, own):
    makers.product("Của người khác")
    answer = seller.get(LIST)
    assert titles(answer) == ["Tôm khô"]
    page = answer.content.decode()
    assert str(LabelItem.INGREDIENTS.label) in page
    assert f"/quan-tri/catalogue/products/{own.pk}/#product_label" in page
    state_label(product=own, texts=ALL)
    assert titles(seller.get(LIST)) == []
    assert titles(seller.get(LIST, {"show": "du"})) == ["Tôm khô"]


def test_a_steward_sees_those_of_the_own_province_and_edits_none(roles, own):
    makers.product("Ở tỉnh khác")
    person = member(PROVINCE_STEWARDS)
    elsewhere = makers.province("Cà Mau", code="96")
    ProvinceAssignment.objects.create(user=person, province=elsewhere)
    south = makers.producer("Hợp tác xã U Minh", province=elsewhere)
    makers.product("Mật ong U Minh", producer=south)
    answer = signed_in(person).get(LIST)
    assert titles(answer) == ["Mật ong U Minh"]
    assert "#product_label" not in answer.content.decode()


def test_the_form_of_a_product_shows_how_far_its_label_is(shopkeeper, own):
    page = shopkeeper.get(f"/quan-tri/catalogue/products/{own.pk}/").content.decode()
    assert "<meter" in page
    assert ", ".join(label_meter(own).missing) in page


def test_the_list_of_products_can_be_narrowed_to_incomplete_labels(shopkeeper, own):
    done = makers.product("Đủ nhãn")
    state_label(product=done, texts=ALL)
    assert shopkeeper.get("/quan-tri/catalogue/").context["incomplete_count"] == 1
    page = shopkeeper.get("/quan-tri/catalogue/", {"nhan": "thieu"}).content.decode()
    assert "Tôm khô" in page
    assert "Đủ nhãn" not in page


def test_the_list_costs_the_same_for_any_number(shopkeeper):
    counts = []
    shopkeeper.get(LIST)
    for _round in range(2):
        for number in range(5):
            makers.product(f"Trà {number}")
        with CaptureQueriesContext(connection) as queries:
            shopkeeper.get(LIST)
        counts.append(len(queries))
    assert counts[1] <= counts[0]
