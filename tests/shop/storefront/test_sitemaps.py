"""The maps list what may be shown now, once a language, in a fixed number of queries."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.models import HomePage, StoryIndexPage
from tests import makers
from tests.cms.conftest import write_story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


LOCATION = re.compile(r"<loc>http://[^/]+(.*?)</loc>")


def locations(client):
    """Every address of every part, in all languages."""
    parts = LOCATION.findall(client.get("/sitemap.xml").content.decode())
    return [path for part in parts for path in LOCATION.findall(read(client, part))]


def read(client, part):
    answer = client.get(part)
    assert answer.status_code == 200, part
    return answer.content.decode()


def test_it_lists_products_producers_and_places(client):
    product = makers.product()
    listed = locations(client)
    for address in (
        product.get_absolute_url(),
        product.producer.get_absolute_url(),
        "/san-pham/",
        f"/tinh/{product.province.slug}/",
        f"/vung/{product.province.region.slug}/",
        f"/nhom/{product.classification.group.slug}/",
    ):
        assert listed.count(address) == 1, address


def test_it_forgets_a_product_the_day_after_its_last(client, clock):
    product = makers.product(until=date(2026, 11, 21))
    assert product.get_absolute_url() in locations(client)
    clock.move_to("2026-11-22T00:00:00+07:00")
    listed = locations(client)
    assert product.get_absolute_url() not in listed
    assert product.producer.get_absolute_url() not in listed


def test_its_cost_does_not_grow_with_the_catalogue(client):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            cache.clear()
            assert locations(client)
        return len(seen)

    makers.many_products(5)
    queries()
    few = queries()
    makers.many_products(60)
    assert queries() == few


def test_a_second_reading_asks_only_whether_anything_changed(client):
    makers.product()
    locations(client)
    with CaptureQueriesContext(connection) as seen:
        read(client, "/sitemap-san-pham-1.xml")
    assert len(seen) == 1


def test_each_address_names_itself_in_every_language(client):
    product = makers.product()
    path = product.get_absolute_url()
    written = read(client, "/sitemap-san-pham-1.xml")
    assert written.count(f'hreflang="vi" href="http://testserver{path}"') == 2
    assert written.count(f'hreflang="en" href="http://testserver/en{path}"') == 2
    assert written.count(f'hreflang="x-default" href="http://testserver{path}"') == 2
    assert f"<loc>http://testserver/en{path}</loc>" in written
    assert written.count("<lastmod>2026-11-21T09:00:00+07:00</lastmod>") == 2


def test_a_long_section_has_several_parts(client, monkeypatch):
    monkeypatch.setattr("shop.storefront.sitemaps.ENTRIES_PER_PART", 2)
    makers.many_products(5)
    parts = LOCATION.findall(client.get("/sitemap.xml").content.decode())
    wanted = [f"/sitemap-san-pham-{number}.xml" for number in (1, 2, 3)]
    assert [part for part in parts if "san-pham" in part] == wanted
    sizes = [len(LOCATION.findall(read(client, part))) for part in wanted]
    assert sizes == [4, 4, 2]
    assert client.get("/sitemap-san-pham-4.xml").status_code == 404
    assert client.get("/sitemap-khong-co-1.xml").status_code == 404


def test_a_story_without_english_stands_once(client):
    home = Page.get_first_root_node().add_child(
        instance=HomePage(title="Trang chủ", slug="trang-chu", headline="Đặc sản thật")
    )
    index = home.add_child(instance=StoryIndexPage(title="Câu chuyện", slug="cau-chuyen"))
    write_story(index, "Người giữ rừng")
    written = read(client, "/sitemap-cau-chuyen-1.xml")
    assert "http://testserver/cau-chuyen/nguoi-giu-rung/</loc>" in written
    assert "hreflang" not in written.partition("<url>")[2]
    body = [("paragraph", "<p>One.</p>")]
    write_story(index, "Nghề gốm", title_en="Pottery", body_en=body)
    read(client, "/sitemap-cau-chuyen-1.xml")
    assert "/en/cau-chuyen/nghe-gom/" in locations(client)


def test_alcohol_and_unpublished_products_are_on_no_map(client):
    for fields in ({"legal_type": "alcohol"}, {"is_public": False}, {"stars": None}):
        product = makers.product(**fields)
        assert product.get_absolute_url() not in locations(client)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_feed_tells_of_the_newest_certificates_first(client, prefix):
    older = makers.product("Chè Shan tuyết", since=date(2026, 1, 5))
    newer = makers.product("Mật ong bạc hà", since=date(2026, 10, 5))
    makers.product("Miến dong", until=date(2026, 11, 20))
    paths = [f"{prefix}{story.get_absolute_url()}" for story in (newer, older)]
    answer = client.get(f"{prefix}/moi-duoc-cong-nhan.rss")
    assert answer["Content-Type"].startswith("application/rss+xml")
    links = re.findall(r"<item>.*?<link>(.*?)</link>", answer.content.decode())
    assert links == [f"http://testserver{path}" for path in paths]


def test_the_feed_costs_the_same_for_few_and_many(client):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            client.get("/moi-duoc-cong-nhan.rss")
        return len(seen)

    makers.many_products(3)
    queries()
    few = queries()
    makers.many_products(30)
    assert queries() == few
