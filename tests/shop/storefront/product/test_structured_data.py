"""What search engines read: the offer, the certificate, who makes it, and never stars as ratings."""

import json
import re

import pytest

from tests import makers
from tests.photo_files import give_photos

pytestmark = pytest.mark.django_db

JSON_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def read(client, product):
    (found,) = JSON_LD.findall(client.get(product.get_absolute_url()).content.decode())
    return json.loads(found)[0]


def test_the_certificate_in_full(client):
    jar = makers.product(stars=5)
    held = jar.certificates.get()
    found = read(client, jar)["hasCertification"]
    assert found["certificationIdentification"] == held.code
    assert (found["validFrom"], found["expires"]) == (
        held.valid_from.isoformat(),
        held.valid_until.isoformat(),
    )
    assert found["issuedBy"]["name"] == held.issuer
    rating = found["certificationRating"]
    assert [rating[key] for key in ("worstRating", "ratingValue", "bestRating")] == [3, 5, 5]


def test_stars_are_never_a_rating_of_buyers(client):
    text = json.dumps(read(client, makers.product(stars=5)))
    assert "aggregateRating" not in text


def test_the_maker_is_brand_and_manufacturer(client):
    jar = makers.product()
    found = read(client, jar)
    assert found["brand"]["name"] == found["manufacturer"]["name"] == jar.producer.name
    assert found["manufacturer"]["address"]["addressRegion"] == jar.province.name


def test_a_maker_that_nobody_named_is_left_out(client):
    jar = makers.product(producer=makers.producer("Mật ong", name_is_stated=False))
    assert "brand" not in read(client, jar)


@pytest.mark.parametrize(("stock", "availability"), [(3, "InStock"), (0, "OutOfStock")])
def test_the_offer_says_whether_there_is_any(client, stock, availability):
    offer = read(client, makers.product(stock=stock, price=90000))["offers"]
    assert (offer["price"], offer["priceCurrency"]) == (90000, "VND")
    assert offer["availability"].endswith(f"/{availability}")


def test_the_offer_says_what_delivery_costs_at_most(client):
    shipping = read(client, makers.product(weight_grams=400))["offers"]["shippingDetails"]
    assert shipping["shippingRate"] == {
        "@type": "MonetaryAmount",
        "maxValue": 29000,
        "currency": "VND",
    }


def test_fresh_goods_name_the_provinces_that_they_reach(client, clock):
    makers.province("Huế", region=makers.region("bac-trung-bo", "Bắc Trung Bộ"))
    fresh = makers.product(classification=makers.group("Rau tươi", set_number=1))
    makers.province("An Giang")
    shipping = read(client, fresh)["offers"]["shippingDetails"]
    assert sorted(shipping["shippingDestination"]["addressRegion"]) == ["An Giang", "Vĩnh Long"]
    assert shipping["shippingRate"]["maxValue"] < 35_000


def test_goods_that_keep_go_all_over_the_country(client):
    shipping = read(client, makers.product())["offers"]["shippingDetails"]
    assert "addressRegion" not in shipping["shippingDestination"]


def test_medicine_has_no_offer(client):
    assert "offers" not in read(client, makers.product(legal_type="medicine"))


def test_goods_without_a_photograph_have_the_picture_that_is_shared(client):
    page = client.get(makers.product().get_absolute_url())
    (found,) = JSON_LD.findall(page.content.decode())
    assert json.loads(found)[0]["image"] == [page.context["og_image"].url]


def test_a_photograph_comes_before_the_picture_that_is_shared(client):
    jar = makers.product()
    give_photos(jar)
    (address,) = read(client, jar)["image"]
    assert re.search(r"/media/pictures/[0-9a-f]+/640\.jpg$", address)


def test_the_text_of_the_producer_is_told_without_its_marks(client):
    assert read(client, makers.product(description="<p>Ngọt thanh.</p>"))["description"] == (
        "Ngọt thanh."
    )


def test_without_a_text_the_goods_are_told_in_one_sentence(client):
    page = client.get(makers.product().get_absolute_url())
    (found,) = JSON_LD.findall(page.content.decode())
    assert json.loads(found)[0]["description"] == page.context["description"]


def test_the_number_of_the_seller_is_told(client):
    jar = makers.product()
    assert read(client, jar)["sku"] == jar.stockrecords.get().partner_sku
