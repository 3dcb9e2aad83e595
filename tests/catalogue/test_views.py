"""The product page: what it states, whom it hides, and how much it costs."""

import json
import re
from datetime import timedelta

import pytest

from catalogue.cards import FUNCTIONAL_FOOD_DISCLAIMER
from catalogue.clock import today
from catalogue.facts import price_detail
from catalogue.models import Product
from catalogue.services.certificates import extend_certificate
from tests import makers

pytestmark = pytest.mark.django_db

JSON_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def page_of(client, product):
    return client.get(product.get_absolute_url())


def test_what_it_states(client, clock):
    delta = makers.province("Vĩnh Long")
    maker = makers.producer("Hợp tác xã An Hóa", province=delta)
    jar = makers.product(
        "Kẹo dừa",
        producer=maker,
        price=90000,
        unit="hộp 500 g",
        commune=makers.commune("An Hóa", of=delta),
        former_province=makers.former_province("Bến Tre", current=delta),
        label_origin="xã An Hóa, huyện Châu Thành",
    )
    page = page_of(client, jar)
    shown, text = page.context["product"], page.content.decode()
    held = jar.certificates.get()
    assert (shown.certificate.state, shown.certificate.code) == ("in_force", held.code)
    assert shown.certificate.valid_until == held.valid_until
    assert held.decision_number in text
    assert f"{held.valid_until:%d/%m/%Y}" in text
    assert shown.price_detail.startswith("180.000\xa0₫/kg")
    assert [fact.value for fact in shown.origin][-1] == "xã An Hóa, huyện Châu Thành, Bến Tre"
    assert any("An Hóa" in fact.value for fact in shown.origin[:1])
    assert shown.producer.url in text
    assert shown.add_url in text
    assert page.context["noindex"] is False


def test_an_extension_and_derived_dates_are_said(client):
    jar = makers.product(until=today() - timedelta(days=5))
    held = jar.certificates.get()
    until = today() + timedelta(days=30)
    extend_certificate(certificate=held, until=until, by=makers.user(), reason="Chờ kết quả")
    shown = page_of(client, jar).context["product"].certificate
    assert (shown.state, shown.valid_until) == ("in_force", until)
    assert held.dates_note in shown.note
    assert f"{until:%d/%m/%Y}" in shown.note


def test_structured_data_is_json_that_cannot_break_out(client):
    jar = makers.product('Kẹo </script><script>alert("1")</script> & dừa', price=90000)
    text = page_of(client, jar).content.decode()
    (found,) = JSON_LD.findall(text)
    product, crumbs = json.loads(found)
    assert product["name"] == jar.title
    assert product["offers"]["price"] == 90000
    assert product["offers"]["priceCurrency"] == "VND"
    assert product["hasCertification"]["certificationRating"]["ratingValue"] == 4
    assert crumbs["itemListElement"][-1]["name"] == jar.title
    assert "<script>alert" not in text


@pytest.mark.parametrize("how", ["expired", "revoked"])
def test_an_ended_product_keeps_an_honest_page(client, how):
    ended = today() - timedelta(days=3)
    maker = makers.producer()
    other = makers.product("Mắm cá", producer=maker)
    facts = {"until": ended} if how == "expired" else {"revoked_on": ended}
    jar = makers.product("Mắm tôm", producer=maker, **facts)
    page = page_of(client, jar)
    text = page.content.decode()
    assert page.status_code == 200
    assert page.context["noindex"] is True
    assert page.context["product"].certificate.ended_on == ended
    assert f"{ended:%d/%m/%Y}" in text
    assert [card.title for card in page.context["others"]] == [other.title]
    assert "application/ld+json" not in text
    assert f'action="{page.context["product"].add_url}"' not in text


def test_never_certified_alcohol_and_unpublished_are_404(client):
    for product in (
        makers.product(stars=None),
        makers.product(legal_type="alcohol"),
        makers.product(legal_type="alcohol", until=today() - timedelta(days=1)),
        makers.product(is_public=False),
    ):
        assert page_of(client, product).status_code == 404
    assert client.get("/san-pham/khong-co/").status_code == 404


def test_medicine_is_shown_and_not_sold(client):
    page = page_of(client, makers.product(legal_type="medicine"))
    shown = page.context["product"]
    assert (shown.sellable, shown.price) == (False, None)
    assert shown.refusal in page.content.decode()
    assert shown.add_url not in page.content.decode()


def test_functional_food_carries_the_sentence_of_the_law(client):
    page = page_of(client, makers.product(legal_type="functional_food"))
    assert FUNCTIONAL_FOOD_DISCLAIMER in page.content.decode()


def test_related_goods_are_near_first_and_in_force(client):
    maker = makers.producer()
    jar = makers.product("Chè A", producer=maker)
    far = makers.product("Chè B", producer=makers.producer(province=makers.province("Huế")))
    near = makers.product("Chè C", producer=maker)
    makers.product("Chè D", producer=maker, until=today() - timedelta(days=1))
    titles = [card.title for card in page_of(client, jar).context["related"]]
    assert titles == [near.title, far.title]


@pytest.mark.parametrize(
    ("price", "unit", "detail"),
    [
        (50000, "hũ 250 g", "200.000\xa0₫/kg"),
        (50000, "chai 500ml", "100.000\xa0₫/lít"),
        (60000, "túi 1,5 kg", "40.000\xa0₫/kg"),
        (210000, "lốc 6 hũ × 70 ml", "500.000\xa0₫/lít"),
        (50000, "hộp 10 gói", "5.000\xa0₫/gói"),
        (60000, "hộp 20 túi lọc", "3.000\xa0₫/túi lọc"),
    ],
)
def test_unit_price(price, unit, detail):
    assert price_detail(price, unit).startswith(detail)


@pytest.mark.parametrize("unit", ["", "hộp", "kg", "1 kg", "túi 0 g", "tấm 1 m"])
def test_no_unit_price_where_the_unit_does_not_say(unit):
    assert "₫" not in price_detail(50000, unit)
    assert price_detail(None, "hũ 250 g") == ""


def test_the_page_costs_the_same_at_every_size(client, django_assert_max_num_queries):
    seen = []
    for number in (300, 2700):
        makers.many_products(number, producers=[makers.producer()])
        jar = Product.objects.order_by("-pk").first()
        page_of(client, jar)
        with django_assert_max_num_queries(15) as found:
            assert page_of(client, jar).status_code == 200
        seen.append(len(found))
    assert seen[0] == seen[1]
