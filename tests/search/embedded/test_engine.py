"""What words find, in which order, and what filters leave."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.clock import today
from catalogue.services.certificates import revoke_certificate
from search.engines.select import engine
from search.index.outbox import drain
from search.query import SearchQuery, SearchScope
from tests import makers
from tests.search.conftest import index

COFFEE, TEA, BEEF = "Cà phê rang xay", "Chè Shan tuyết", "Bò khô"
PORK, CANDY = "Thịt lợn gác bếp", "Kẹo dừa"


def titles(text="", **fields):
    return [card.title for card in engine().run(SearchQuery(text=text, **fields)).hits]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ca phe", [COFFEE]),
        ("CÀ PHÊ", [COFFEE]),
        (unicodedata.normalize("NFD", "cà phê"), [COFFEE]),
        ("ca phe dak lak", [COFFEE]),
        ("coffee", [COFFEE]),
        ("cafe", [COFFEE]),
        ("tra shan", [TEA]),
        ("chè shan tuyêt", [TEA]),
        ("heo gac bep", [PORK]),
        ("thịt heo gác bếp", [PORK]),
        ("ben tre", [CANDY]),
        ("chau thanh", [CANDY]),
        ("keo dua vinh long", [CANDY]),
        ("HTX chè", [TEA]),
        ("hop tac xa ea tu che", [TEA]),
        ("phe ca", [COFFEE]),
        ("khong co gi", []),
        ("100%_'\"\\", []),
    ],
)
def test_words_find_products(shop, typed, expected):
    assert titles(typed) == expected


def test_marks_as_typed_rank_above_folded(shop):
    assert titles("bơ") == [PORK, CANDY, BEEF] or titles("bơ")[-1] == BEEF
    assert titles("bò")[0] == BEEF
    makers.product("Bơ sáp", producer=shop.coop)
    index()
    assert titles("bơ")[0] == "Bơ sáp"
    assert titles("bơ")[-1] == BEEF


def test_the_name_ranks_above_maker_and_place(shop):
    made = makers.producer("Hợp tác xã Kẹo Lạc", province=shop.dak_lak)
    makers.product("Muối tôm", producer=made, stars=5)
    index()
    assert titles("keo") == [CANDY, "Muối tôm"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"groups": ("che", "ca-phe-ca-cao")}, {COFFEE, TEA}),
        ({"groups": ("thuc-pham",)}, {COFFEE, TEA, BEEF, PORK, CANDY}),
        ({"provinces": ("vinh-long",)}, {PORK, CANDY}),
        ({"provinces": ("ben-tre",)}, {CANDY}),
        ({"provinces": ("ben-tre", "dak-lak")}, {COFFEE, TEA, BEEF, CANDY}),
        ({"region": "dong-bang-song-cuu-long"}, {PORK, CANDY}),
        ({"stars": (3, 5)}, {COFFEE, TEA}),
        ({"kinds": ("doanh_nghiep",)}, {PORK, CANDY}),
        ({"price_to": 50000}, {CANDY}),
        ({"price_from": 200000}, {BEEF}),
        ({"in_stock": True}, {COFFEE, TEA, BEEF, CANDY}),
        ({"stars": (4,), "provinces": ("vinh-long",), "in_stock": True}, {CANDY}),
        ({"scope": SearchScope(group="che")}, {TEA}),
        ({"scope": SearchScope(province="dak-lak"), "stars": (5,)}, {COFFEE}),
        ({"scope": SearchScope(region="dong-bang-song-cuu-long")}, {PORK, CANDY}),
    ],
)
def test_filters(shop, fields, expected):
    assert set(titles(**fields)) == expected


def test_one_producer(shop):
    assert set(titles(producer=shop.firm.slug)) == {PORK, CANDY}
    assert set(titles(scope=SearchScope(producer=shop.firm.slug))) == {PORK, CANDY}


def test_orders(shop):
    assert titles(sort="gia")[0] == CANDY
    assert titles(sort="-gia")[0] == BEEF
    assert titles(sort="sao")[0] == COFFEE
    newest = makers.product("Mắm cá", producer=shop.firm, since=makers.today())
    index()
    assert titles(sort="moi")[0] == newest.title
    assert titles()[-1] == PORK


def test_unknown_values_are_noted_and_left_out(shop):
    found = engine().run(
        SearchQuery(groups=("la",), provinces=("xa",), region="dau", producer="ai", stars=(5,))
    )
    assert found.query == SearchQuery(stars=(5,))
    assert len(found.notices) == 4
    assert found.total == 1


def test_a_page_beyond_the_last_gives_the_last(shop):
    found = engine().run(SearchQuery(page=50))
    assert found.query.page == 1
    assert len(found.hits) == 5
    assert len(found.notices) == 1


def test_pages_share_nothing_and_miss_nothing(db, clock):
    makers.many_products(60)
    index()
    for sort in ("lien_quan", "moi", "gia", "-gia", "sao"):
        pages = [engine().run(SearchQuery(sort=sort, page=n)).hits for n in (1, 2, 3)]
        assert [len(page) for page in pages] == [24, 24, 12]
        assert len({card.url for page in pages for card in page}) == 60


def test_an_entry_that_lags_behind_shows_nothing_uncertified(shop):
    shop.coffee.certificates.update(revoked_on=today(), revocation_ground="b")
    assert titles("ca phe") == []


def test_revocation_shows_at_once(shop):
    held = shop.coffee.certificates.get()
    revoke_certificate(certificate=held, ground="b", by=makers.user())
    drain()
    assert titles("ca phe") == []
    assert engine().run(SearchQuery()).total == 4


def test_what_dropping_a_filter_would_give(shop):
    found = engine().run(SearchQuery(text="keo", stars=(5,)))
    assert found.total == 0
    assert found.hits_without == {"stars": 1}


@settings(
    deadline=None,
    max_examples=80,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.text(max_size=40)
    | st.sampled_from(["㌖" * 120, '"', "'' & :*", "½ ½", "\\", "%_", "ca OR -phe"])
)
def test_nothing_that_can_be_typed_breaks_it(shop, typed):
    asked = engine()
    assert asked.run(SearchQuery(text=typed)).total >= 0
    assert len(asked.count_hits([typed, "", "che"])) == 3
    assert len(asked.complete(typed, 3)) <= 3
    assert len(asked.find_pages(typed, 3)) <= 3


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("rang x", [COFFEE]), ("phe ca", []), ("shan t", [TEA]), ("gác bế", [PORK]), ("", [])],
)
def test_names_are_completed_where_a_word_begins(shop, typed, expected):
    found = makers.Product.objects.in_bulk(engine().complete(typed, 6))
    assert [product.title for product in found.values()] == expected


def test_texts_are_counted_as_they_are_found(shop):
    asked = ["ca phe", "xyzt", "", "keo dua vinh long", "hop tac xa"]
    assert engine().count_hits(asked) == [1, 0, 0, 1, 3]
