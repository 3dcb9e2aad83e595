"""What a shopper gets for a slip of the finger, and when it is left alone."""

from datetime import date
from urllib.parse import urlencode

import pytest

from search.answers import answer
from search.query import SearchQuery
from tests import makers
from tests.search.conftest import index


def titles(results):
    return [card.title for card in results.hits]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ca phw rang", "Cà phê rang xay"),
        ("caf phee", "Cà phê rang xay"),
        ("ca2 phe6", "Cà phê rang xay"),
        ("cà phêê", "Cà phê rang xay"),
        ("bokho", "Bò khô"),
        ("bo kh o", "Bò khô"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(shop, typed, meant):
    results = answer(SearchQuery(text=typed))
    assert titles(results) == [meant]
    assert results.corrected_from == typed
    assert results.query.text != typed


def test_what_is_found_is_never_replaced(shop):
    results = answer(SearchQuery(text="bo kho"))
    assert titles(results) == ["Bò khô"]
    assert (results.corrected_from, results.did_you_mean) == ("", "")


def test_what_is_sold_most_is_meant_rather_than_what_is_spelled_nearest(shop):
    makers.product("Cà phư")
    makers.many_products(20, titles=["Cà phê rang xay"])
    index()
    assert answer(SearchQuery(text="ca phw")).query.text == "ca phe"


def test_filters_that_keep_everything_away_are_not_a_slip(shop):
    results = answer(SearchQuery(text="keo dua", stars=(5,)))
    assert (results.total, results.corrected_from, results.query.text) == (0, "", "keo dua")


def test_filters_stay_when_a_text_is_corrected(shop):
    results = answer(SearchQuery(text="ca phw", stars=(5,)))
    assert titles(results) == ["Cà phê rang xay"]
    assert results.query.stars == (5,)


def test_nothing_stays_nothing_where_no_word_is_near(shop):
    results = answer(SearchQuery(text="zzzzzz"))
    assert (results.total, results.corrected_from, results.did_you_mean) == (0, "", "")


def test_a_rare_text_beside_a_frequent_one_is_questioned(shop):
    makers.product("Mật ong rang")
    makers.many_products(30, titles=["Mật ong rừng tràm"])
    index()
    results = answer(SearchQuery(text="ong rang"))
    assert titles(results) == ["Mật ong rang"]
    assert results.did_you_mean == "ong rung"


def test_the_number_of_questions_is_fixed(shop, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        answer(SearchQuery(text="ca phw rang"))


def test_a_text_that_finds_nothing_falls_into_parts_that_are_found(shop):
    assert answer(SearchQuery(text="cà phê xyzt")).parts == ("cà phê",)
    assert answer(SearchQuery(text="cà phê kẹo dừa")).parts == ("cà phê", "kẹo dừa")
    assert answer(SearchQuery(text="xyzt")).parts == ()


def test_goods_that_are_certified_no_more_lead_to_the_star_check(shop, client):
    until = date(2026, 3, 31)
    makers.product("Bò khé", producer=shop.coop, until=until)
    makers.product("Bò khé gác bếp", producer=shop.coop, until=until, is_public=False)
    index()
    results = answer(SearchQuery(text="bò khé"))
    assert (results.hits, results.ended, results.corrected_from) == ([], 1, "")
    assert results.parts == ("bò",)
    page = client.get("/tim-kiem/", {"q": "bò khé"}).content.decode()
    assert f'href="/kiem-tra-sao/?{urlencode({"q": "bò khé"})}"' in page


def test_what_ended_is_not_told_of_under_filters(shop):
    makers.product("Dừa sáp", producer=shop.coop, until=date(2026, 3, 31))
    index()
    assert answer(SearchQuery(text="dừa sáp", stars=(3,))).ended == 0


def test_a_province_named_in_full_is_no_slip(shop):
    makers.product("Chè Vinh Lang", producer=shop.coop)
    index()
    results = answer(SearchQuery(text="che shan vinh long"))
    assert (results.total, results.corrected_from, results.parts) == (
        0,
        "",
        ("che shan", "vinh long"),
    )
    assert answer(SearchQuery(text="che vinh lung")).query.text == "che vinh lang"
