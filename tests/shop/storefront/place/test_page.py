"""Region and province pages: live goods, old names, neighbours, honest empty states."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import makers
from tests.search.conftest import index
from theme.province_neighbours import neighbours

DELTA = "/vung/dong-bang-song-cuu-long/"


def test_a_region_shows_its_provinces_and_what_they_sell(shop, client):
    page = client.get(DELTA).context
    assert [(tile.name, tile.count) for tile in page["provinces"]] == [("Vĩnh Long", 2)]
    assert page["region"]["product_count"] == page["results"].total == 2
    assert [maker.name for maker in page["producers"]] == ["Công ty TNHH Bơ Sáp"]


def test_a_region_lights_its_own_provinces_only(shop, client):
    shades = {
        province.name: province.shade for province in client.get(DELTA).context["map_provinces"]
    }
    assert shades["Vĩnh Long"] > 0
    assert shades["Đắk Lắk"] == 0


def test_a_province_is_lit_and_tells_its_old_names(shop, client):
    page = client.get("/tinh/vinh-long/").context
    shades = {province.name: province.shade for province in page["map_provinces"]}
    assert (shades["Vĩnh Long"], shades["Đắk Lắk"]) == (4, 0)
    assert [(link.name, link.url) for link in page["province"]["labels"]] == [
        ("Bến Tre", "/san-pham/?tinh=ben-tre")
    ]


def test_the_goods_of_an_old_name_are_those_of_its_land(shop, client):
    (link,) = client.get("/tinh/vinh-long/").context["province"]["labels"]
    found = client.get(link.url).context["results"]
    assert [card.title for card in found.cards] == ["Kẹo dừa"]


def test_star_counts_are_of_the_place(shop, client):
    assert client.get("/tinh/dak-lak/").context["star_counts"] == [(5, 1), (4, 1), (3, 1)]


def test_a_province_without_products_says_so_and_leads_on(shop, client):
    makers.province("Cao Bằng", code="04", region=shop.dak_lak.region)
    page = client.get("/tinh/cao-bang/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "chưa có sản phẩm nào của Cao Bằng" in text
    assert "Chưa có câu chuyện nào từ Cao Bằng" in text
    assert 'id="sort"' not in text


def test_neighbours_are_those_on_land(shop, client):
    bounds = neighbours()
    assert len(bounds) == 34
    assert set(bounds["04"]) == {"20", "19", "08"}
    assert all(code in bounds[other] for code, found in bounds.items() for other in found)
    makers.province("Lạng Sơn", code="20")
    makers.province("Cao Bằng", code="04")
    found = client.get("/tinh/cao-bang/").context["neighbours"]
    assert [link.name for link in found] == ["Lạng Sơn"]


@pytest.mark.parametrize("address", [DELTA, "/tinh/vinh-long/"])
def test_places_stay_within_their_budget_at_two_sizes(db, clock, client, address):
    makers.many_products(30)
    index()

    def queries() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    few = queries()
    makers.many_products(300, producers=[makers.Producer.objects.first()])
    index()
    assert queries() == few <= 15
    assert len(gzip.compress(client.get(address).content)) < 30_000
