"""Suggestions while typing: for script as JSON, without script as a page, always behind the gate."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.audience import Audience
from catalogue.models import ClassificationNode
from search.analysis.highlight import highlighted
from search.suggestions import suggest
from search.vocabulary import Vocabulary
from tests import makers
from tests.search.conftest import index


def labels(text, kind, audience=Audience.PUBLIC):
    found = suggest(text, audience=audience).sections
    sections = {section.kind: section.items for section in found}
    return [item.label for item in sections.get(kind, [])]


def test_script_gets_json(shop, client):
    found = client.get("/tim-kiem/goi-y?q=c%C3%A0+p", headers={"accept": "application/json"})
    assert found["Content-Type"] == "application/json"
    assert "Accept" in found["Vary"]
    answer = found.json()
    assert [section["kind"] for section in answer["sections"]] == ["product", "group"]
    (product,) = answer["sections"][0]["items"]
    assert product["label"] == "Cà phê rang xay"
    assert product["note"] == "Đắk Lắk · 5\xa0sao"
    assert product["parts"] == [["Cà p", True], ["hê rang xay", False]]
    assert answer["status"] == "2 gợi ý"
    assert answer["all"]["url"] == "/tim-kiem/?q=c%C3%A0+p"


def test_a_browser_without_script_gets_a_page(shop, client):
    page = client.get("/tim-kiem/goi-y?q=dak", headers={"accept": "text/html"}).content.decode()
    assert '<a href="/tinh/dak-lak/"><mark>Đắk</mark> Lắk</a>' in page
    assert "noindex" in page


@pytest.mark.parametrize("text", ["", "   ", "?!", "xyzt"])
def test_nothing_for_nothing(shop, client, text):
    page = client.get("/tim-kiem/goi-y", {"q": text})
    assert page.status_code == 200
    assert page.context["suggestions"].sections == []


def test_no_suggestions_are_said_aloud(shop):
    assert suggest("xyzt").status == "Không có gợi ý"


def test_a_product_that_is_certified_no_more_is_not_suggested(shop, clock):
    assert labels("ca phe", "product") == ["Cà phê rang xay"]
    clock.shift(timedelta(days=3 * 366))
    assert labels("ca phe", "product") == []


def test_marks_as_typed_come_first(shop):
    makers.product("Bơ sáp", producer=shop.coop, stars=5)
    index()
    assert labels("bo", "product") == ["Bơ sáp", "Bò khô"]
    assert labels("bò", "product") == ["Bò khô", "Bơ sáp"]


def test_names_that_begin_so_come_first(shop):
    makers.product("Trà ướp sen cà phê", producer=shop.coop, stars=5)
    index()
    assert labels("ca phe", "product") == ["Cà phê rang xay", "Trà ướp sen cà phê"]


def test_an_old_province_leads_to_the_one_of_today(shop):
    sections = {section.kind: section.items for section in suggest("ben").sections}
    (province,) = sections["province"]
    assert (province.label, province.url) == ("Vĩnh Long", "/tinh/vinh-long/")
    assert province.note == "trước là Bến Tre"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("keo dua ben tre", "/tim-kiem/?q=keo+dua&tinh=ben-tre"),
        ("cà phê Đắk Lắk", "/tim-kiem/?q=c%C3%A0+ph%C3%AA&tinh=dak-lak"),
    ],
)
def test_goods_and_a_place_become_a_search_there(shop, text, address):
    sections = {section.kind: section.items for section in suggest(text).sections}
    assert [item.url for item in sections["search"]] == [address]


def test_goods_that_a_place_does_not_have_are_not_searched_there(shop):
    assert labels("che ben tre", "search") == []


def test_a_producer_is_suggested_while_it_sells_something_certified(shop, clock):
    assert labels("ea tu", "producer") == ["Hợp tác xã Ea Tu"]
    clock.shift(timedelta(days=3 * 366))
    assert labels("ea tu", "producer") == []


def test_groups_of_alcohol_are_not_suggested(shop):
    ClassificationNode.objects.filter(slug="do-uong-co-con").update(alcohol=True)
    Vocabulary.clear_cache()
    assert labels("do uong", "group") == ["Đồ uống"]
    assert "Đồ uống có cồn" in labels("do uong", "group", Audience.ADULT)


@pytest.mark.parametrize(
    ("name", "typed", "parts"),
    [
        ("Mật ong bạc hà", "ong ba", [("Mật ", False), ("ong bạ", True), ("c hà", False)]),
        ("Chè - Shan tuyết", "che shan", [("Chè - Shan", True), (" tuyết", False)]),
        (
            "Thịt lợn gác bếp",
            "bep lon",
            [*[("Thịt ", False), ("lợn", True)], (" gác ", False), ("bếp", True)],
        ),
        ("Bánh cáy", "cay(", [("Bánh ", False), ("cáy", True)]),
        ("Kẹo dừa", "xoai", [("Kẹo dừa", False)]),
        ("Kẹo dừa", "", [("Kẹo dừa", False)]),
    ],
)
def test_what_was_typed_is_marked_in_the_name(name, typed, parts):
    assert highlighted(name, typed) == parts


def test_suggestions_cost_the_same_at_every_size(db, clock):
    """The number of queries may not follow the number of producers."""

    def queries():
        suggest("che")
        with CaptureQueriesContext(connection) as found:
            suggest("che")
        return len(found)

    makers.many_products(30, producers=[makers.producer("HTX Chè một"), makers.producer("Chè hai")])
    index()
    few = queries()
    makers.many_products(60, producers=[makers.producer(f"HTX Chè {n}") for n in range(20)])
    index()
    assert queries() == few <= 9  # three read what only a committed state keeps in memory
