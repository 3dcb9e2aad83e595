"""The home page: true counts, few queries."""

from datetime import date

import pytest
from django.core.cache import cache

from catalogue.models import Certificate
from cms.models import FeaturedStory
from shop.storefront.place.overview import shades
from tests import makers
from tests.cms.conftest import write_story


@pytest.fixture(autouse=True)
def _today(clock):
    """The demo day stands still."""


def test_counts_are_of_products_in_force(tree, client):
    makers.product("Mật ong Pa Ủ", province=tree.lai_chau.province)
    makers.product("Gạo Séng Cù", province=tree.lai_chau.province, until=date(2026, 11, 20))
    makers.product("Rượu ngô", province=tree.son_la.province, legal_type="alcohol")
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.context["home"]["product_count"] == answer.context["home"]["province_count"] == 1
    assert sum(region.product_count for region in answer.context["home"]["regions"]) == 1
    assert sum(group.count for group in answer.context["home"]["groups"]) == 1
    shown = {
        province.code: (province.count, province.shade)
        for province in answer.context["home"]["map_provinces"]
    }
    assert shown["14"] == (0, 0)
    assert shown["12"][0] == 1
    assert shown["12"][1] > 0


def test_the_newest_certificates_come_first(tree, client):
    old = makers.product("Cũ", since=date(2024, 1, 1))
    new = makers.product("Mới", since=date(2026, 10, 1))
    assert [card.title for card in client.get("/").context["home"]["newest"]] == [
        new.title,
        old.title,
    ]


def test_a_region_is_told_by_what_its_provinces_are_known_for(tree, client):
    (region,) = client.get("/").context["home"]["regions"]
    assert region.goods == "mật ong"


def test_a_row_takes_one_product_of_each_maker_first(tree, client):
    busy, quiet = makers.producer("HTX Một"), makers.producer("HTX Hai")
    for number in range(9):
        makers.product(f"Yến {number}", producer=busy, since=date(2026, 10, 20 - number))
    only = makers.product("Gạo", producer=quiet, since=date(2025, 1, 1))
    titles = [card.title for card in client.get("/").context["home"]["newest"]]
    assert len(titles) == 8
    assert only.title in titles


def test_five_stars_have_a_row_and_are_not_shown_twice(tree, client):
    for number in range(12):
        makers.product(f"Chè {number}", stars=5, producer=makers.producer(f"HTX {number}"))
    context = client.get("/").context
    newest, best = ({card.title for card in context["home"][row]} for row in ("newest", "best"))
    assert len(best) == 4
    assert not newest & best
    assert context["home"]["star_counts"] == [(5, 12), (4, 0), (3, 0)]


def test_a_group_without_products_has_no_tile(tree, client):
    makers.product("Chè", classification=makers.group("Chè"))
    makers.group("Chim cảnh", sector="Sinh vật cảnh", set_number=25)
    page = client.get("/").content.decode()
    assert "/nhom/thuc-pham/" in page
    assert "/nhom/sinh-vat-canh/" not in page


def test_the_headline_stands_in_two_lines(tree, client):
    assert "Đặc sản thật,<br>sao thật." in client.get("/").content.decode()


def test_featured_stories_come_first(tree, client):
    first = write_story(tree.stories, "Chuyện một")
    write_story(tree.stories, "Chuyện hai")
    tree.home.featured_stories = [FeaturedStory(story=first)]
    tree.home.save_revision().publish()
    titles = [story.title for story in client.get("/").context["home"]["stories"]]
    assert titles == ["Chuyện một", "Chuyện hai"]


@pytest.mark.parametrize("number", [5, 60])
def test_the_whole_page_stays_within_twelve_queries(
    tree, client, django_assert_max_num_queries, number
):
    makers.many_products(number)
    for title in ("Một", "Hai", "Ba"):
        write_story(tree.stories, title, province=tree.lai_chau.province)
    client.get("/")
    cache.delete("sector-links:vi")
    with django_assert_max_num_queries(12):
        assert client.get("/").status_code == 200


def test_a_shop_with_nothing_on_sale_still_has_a_home(tree, client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.context["home"]["newest"] == []
    assert not Certificate.objects.exists()


def test_shades_run_from_none_to_most():
    assert shades({"a": 0, "b": 1, "c": 50, "d": 100}) == {"a": 0, "b": 1, "c": 2, "d": 4}
    assert shades({}) == {}
    assert shades({"a": 1}) == {"a": 1}
