"""What stands near a product, told from memory: near first, and only what the gate lets through."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.clock import today
from catalogue.related import of_kind, of_place, of_producer
from catalogue.services.certificates import revoke_certificate
from search.related_products import related_keys
from shop.storefront.product.related import read_related_products
from tests import makers
from tests.search.conftest import index

pytestmark = pytest.mark.django_db

LIMIT = 4


def rows_of(client, product):
    rows = client.get(product.get_absolute_url()).context["card_rows"]
    return [[card.title for card in row.cards] for row in rows]


@pytest.fixture
def teas(clock):
    """A tea of the delta, two more there, one of the region beside it, one from far away."""
    highlands = makers.region("duyen-hai-nam-trung-bo-va-tay-nguyen", "Nam Trung Bộ và Tây Nguyên")
    makers.province("Cần Thơ")
    maker = makers.producer()
    beside = makers.producer(province=makers.province("Cần Thơ"))
    away = makers.producer(province=makers.province("Đắk Lắk", region=highlands))
    makers.product("Chè xa", producer=away, stars=5)
    makers.product("Chè vùng", producer=beside, stars=5)
    tea = makers.product("Chè A", producer=maker)
    makers.product("Chè gần", producer=maker, stars=3)
    makers.product("Chè gần nhất", producer=maker, stars=4)
    index()
    return tea


def test_nothing_is_known_before_anything_is_indexed(clock):
    assert related_keys(makers.product(), LIMIT) is None


def test_the_province_comes_first_then_the_region_then_the_country(teas, client):
    assert rows_of(client, teas) == [["Chè gần nhất", "Chè gần", "Chè vùng", "Chè xa"]]


def test_other_kinds_of_the_province_come_first_and_nothing_comes_twice(teas, client):
    salt = makers.group("Gia vị", set_number=10)
    makers.product("Muối ớt", producer=teas.producer, classification=salt, stars=3)
    for number in range(4):
        makers.product(f"Chè thêm {number}", producer=teas.producer, stars=5)
    index()
    kind, place = rows_of(client, teas)
    assert sorted(kind) == [f"Chè thêm {number}" for number in range(4)]
    assert place == ["Muối ớt", "Chè gần nhất", "Chè gần"]


def test_what_is_over_is_followed_by_its_producer_and_its_kind(teas, client):
    over = makers.product("Mắm", producer=teas.producer, until=today() - timedelta(days=1))
    index()
    own, kind = rows_of(client, over)
    assert own == ["Chè A", "Chè gần nhất", "Chè gần"]
    assert kind == ["Chè vùng", "Chè xa"]


def test_a_revocation_shows_at_once_though_the_index_lags(teas, client):
    assert "Chè vùng" in rows_of(client, teas)[0]
    held = teas.__class__.objects.get(title="Chè vùng").certificates.get()
    revoke_certificate(certificate=held, ground="b", by=makers.user(), on=today())
    assert rows_of(client, teas) == [["Chè gần nhất", "Chè gần", "Chè xa"]]


def test_a_product_just_revoked_says_so_though_the_index_lags(teas, client):
    held = teas.certificates.get()
    revoke_certificate(certificate=held, ground="b", by=makers.user(), on=today())
    page = client.get(teas.get_absolute_url())
    assert page.context["product"].certificate.state == "ended"
    assert not page.context["product"].sellable


def test_midnight_takes_what_ends_with_the_day(teas, client, clock):
    makers.product("Chè cuối", producer=teas.producer, until=today(), stars=5)
    index()
    assert rows_of(client, teas)[0][0] == "Chè cuối"
    clock.shift(timedelta(days=1))
    assert rows_of(client, teas) == [["Chè gần nhất", "Chè gần", "Chè vùng", "Chè xa"]]


def test_a_large_catalogue_loads_in_a_thread_while_the_database_answers(monkeypatch, teas, client):
    monkeypatch.setattr("search.related_products.snapshot_if_loaded", lambda audience: None)
    assert rows_of(client, teas) == [["Chè gần nhất", "Chè gần", "Chè vùng", "Chè xa"]]


def test_memory_and_database_count_the_same_of_a_producer(teas):
    known = related_keys(teas, LIMIT)
    assert (
        known.producer_product_count == read_related_products(teas)[1].producer_product_count == 3
    )


def test_memory_and_database_rank_alike(clock):
    """Stock, stars and days of every kind, in two provinces of one region and in one far away."""
    highlands = makers.region("duyen-hai-nam-trung-bo-va-tay-nguyen", "Nam Trung Bộ và Tây Nguyên")
    makers.province("Đắk Lắk", region=highlands)
    kinds = [makers.group(), makers.group("Gia vị", set_number=10)]
    makers_of = [
        makers.producer(province=makers.province(name))
        for name in ("Vĩnh Long", "Cần Thơ", "Đắk Lắk")
    ]
    products = [
        makers.product(
            f"Chè {number}",
            producer=makers_of[number % 3],
            classification=kinds[number % 4 == 0],
            stars=3 + number % 5 % 3,
            stock=number % 7 and number,
            since=today() - timedelta(days=number * 5 % 11 + 1),
        )
        for number in range(30)
    ]
    index()
    for product in products[::4]:
        known = related_keys(product, LIMIT)
        kind = list(of_kind(product)[:LIMIT])
        place = of_place(product).exclude(pk__in=[other.pk for other in kind])[:LIMIT]
        assert known.same_group == tuple(other.pk for other in kind)
        assert known.same_province == tuple(other.pk for other in place)
        assert known.producer_product_count == of_producer(product).count()


def test_a_page_asks_twelve_questions_at_most_however_many_are_near(client, clock):
    first, *_others = makers.many_products(12)
    makers.reviews(first, 3, 3)

    def questions() -> int:
        index()
        client.get(first.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            assert client.get(first.get_absolute_url()).status_code == 200
        return len([query for query in asked if "search_searchentry" not in query["sql"]])

    few = questions()
    makers.many_products(40, producers=[first.producer])
    assert questions() == few <= 12
