"""Delivery on the product page: before the basket, without script, the same figures as the order."""

import pytest

from shop.shipping import destinations, rates
from shop.shipping.days import delivery_days
from shop.shipping.methods import ZoneDelivery
from tests import makers
from tests.reading import as_read

pytestmark = pytest.mark.django_db


@pytest.fixture
def jar():
    here = makers.province("Vĩnh Long")
    makers.province("Cần Thơ")
    makers.province("Huế", region=makers.region("bac-trung-bo", "Bắc Trung Bộ"))
    return makers.product(producer=makers.producer(province=here), weight_grams=800)


def offer(client, product, query=""):
    page = client.get(product.get_absolute_url() + query)
    assert page.status_code == 200
    return page.context["delivery"]


@pytest.mark.parametrize(
    ("slug", "price", "days"),
    [
        ("vinh-long", 18000, ("26/11", "27/11")),
        ("can-tho", 25000, ("27/11", "01/12")),
        ("hue", 34000, ("30/11", "02/12")),
    ],
)
def test_cost_and_days_to_a_province(client, clock, jar, slug, price, days):
    """Ordered on a Saturday: packed on Wednesday, because Tuesday is a holiday."""
    found = offer(client, jar, f"?giao_den={slug}").estimate
    assert (found.price, (f"{found.first:%d/%m}", f"{found.last:%d/%m}")) == (price, days)


def test_it_is_what_the_order_asks(client, clock, jar):
    destination = makers.province("Huế")
    lines = makers.basket(jar).all_lines()
    (parcel,) = ZoneDelivery(destination).parcels(lines)
    assert offer(client, jar, "?giao_den=hue").estimate.price == parcel.price


def test_the_sentence_reads_as_people_say_it(client, clock, jar):
    text = as_read(client.get(f"{jar.get_absolute_url()}?giao_den=hue"))
    said = "Giao đến Huế: phí từ 34.000\xa0₫. Dự kiến giao: <strong>thứ Hai 30/11 – thứ Tư 2/12"
    assert f"{said}</strong>. Trả tiền khi nhận hàng được." in text
    assert '<option value="hue" selected>' in text


def test_without_a_province_the_span_is_said(client, clock, jar):
    found = offer(client, jar)
    assert (found.lowest, found.highest) == (18000, 34000)
    assert (found.days_from, found.days_to) == (2, 6)
    assert found.estimate is None
    assert [place.name for place in found.places] == ["Cần Thơ", "Huế", "Vĩnh Long"]


@pytest.mark.parametrize("slug", ["khong-co", "<script>", "'; --"])
def test_an_unknown_province_is_said_and_breaks_nothing(client, jar, slug):
    found = offer(client, jar, f"?giao_den={slug}")
    assert found.unknown
    assert found.estimate is None


def test_the_quantity_typed_is_carried_and_nothing_else(client, jar):
    assert offer(client, jar, "?so_luong=3&giao_den=hue&x=1").hidden_fields == [("so_luong", "3")]
    assert offer(client, jar, "?so_luong=%22%3E").hidden_fields == []


def test_search_engines_keep_the_plain_address(client, jar):
    page = client.get(f"{jar.get_absolute_url()}?giao_den=hue")
    assert page.context["noindex"] is True
    assert page.context["canonical_url"].endswith(jar.get_absolute_url())


def test_a_weight_that_nobody_gave_is_assumed_aloud(client, jar):
    unweighed = makers.product(producer=jar.producer)
    assert offer(client, unweighed).weight_is_assumed
    assert not offer(client, jar).weight_is_assumed


def test_where_no_rate_is_known_nothing_is_promised(client, jar, monkeypatch):
    monkeypatch.setattr(rates, "load_rates", lambda path: ())
    assert offer(client, jar) is None


def test_what_is_not_sold_is_not_delivered(client):
    page = client.get(makers.product(legal_type="medicine").get_absolute_url())
    assert "giao_den" not in page.content.decode()


def test_every_zone_has_its_days():
    assert set(delivery_days()) == set(rates.Zone)
    assert all(0 < days.first <= days.last for days in delivery_days().values())


def test_the_provinces_are_asked_once(client, jar, django_assert_num_queries):
    offer(client, jar)
    with django_assert_num_queries(0):
        assert len(destinations.provinces_by_slug()) == 3


def test_a_province_chosen_once_is_remembered_for_the_next_product(client, clock, jar):
    other = makers.product(producer=jar.producer, weight_grams=800)
    assert offer(client, other).estimate is None
    assert "giao_den" not in client.cookies
    offer(client, jar, "?giao_den=hue")
    assert client.cookies["giao_den"].value == "hue"
    assert offer(client, other).estimate.province == "Huế"
    page = client.get(other.get_absolute_url())
    assert "private" in page["Cache-Control"]
    assert offer(client, other, "?giao_den=can-tho").estimate.province == "Cần Thơ"
    assert offer(client, jar).estimate.province == "Cần Thơ"


@pytest.mark.parametrize("slug", ["khong-co", "<script>"])
def test_what_is_no_province_is_not_remembered(client, jar, slug):
    offer(client, jar, f"?giao_den={slug}")
    assert "giao_den" not in client.cookies
    client.cookies["giao_den"] = slug
    assert offer(client, jar).estimate is None
    assert not offer(client, jar).unknown


def test_fresh_goods_say_how_far_they_go_and_what_to_do(client, clock, jar):
    greens = makers.product(
        producer=jar.producer, classification=makers.group("Rau tươi", set_number=1)
    )
    assert "Hàng tươi: chỉ giao trong vùng của người bán." in as_read(
        client.get(greens.get_absolute_url())
    )
    text = as_read(client.get(f"{greens.get_absolute_url()}?giao_den=hue"))
    assert "không giao kịp đến Huế" in text
    assert "chọn tỉnh gần hơn" in text


def test_what_the_seller_offers_is_said(client, clock, jar):
    partner = jar.producer.partner
    partner.free_delivery_from, partner.pickup_address = 300_000, "Ấp 3, xã Tân Thạch"
    partner.save()
    text = as_read(client.get(jar.get_absolute_url()))
    assert "miễn phí giao khi mua từ 300.000\xa0₫" in text
    assert "đến lấy từ thứ Tư 25/11, không mất phí: Ấp 3, xã Tân Thạch." in text
