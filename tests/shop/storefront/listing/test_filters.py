"""Filters as pages show them: few values at once, hints, links, names."""

import pytest

from search.engines.select import engine
from search.query import SearchQuery
from search.results import Facet, FacetValue
from search.vocabulary import Vocabulary, VocabularyFormerProvince, VocabularyPlace
from shop.storefront.listing.filters import VISIBLE_OPTIONS, list_filters
from tests import makers
from tests.search.conftest import index

NOTHING, ALL = Vocabulary(), SearchQuery()


def one_filter(facet, query=ALL, words=NOTHING):
    (shown,) = list_filters([facet], query, "/san-pham/", words)
    return shown


def facet_of(number, *, key="loai", chosen=()):
    values = (FacetValue(f"v{n:02}", f"Giá trị {n}", n, n in chosen) for n in range(number))
    return Facet(key, "Tên", "many", open=True, options=tuple(values))


def test_a_long_list_folds_its_least_frequent_values_away():
    shown = one_filter(facet_of(30))
    assert [option.count for option in shown.options] == list(range(30 - VISIBLE_OPTIONS, 30))
    assert [option.count for option in shown.more] == list(range(30 - VISIBLE_OPTIONS))


@pytest.mark.parametrize("number", [1, VISIBLE_OPTIONS, VISIBLE_OPTIONS + 2])
def test_a_short_list_is_shown_whole(number):
    assert one_filter(facet_of(number)).more == []


def test_what_is_chosen_is_never_folded_away():
    shown = one_filter(facet_of(30, chosen={2, 3}))
    assert {"v02", "v03"} <= {option.value for option in shown.options}
    assert shown.chosen == 2


def test_provinces_stand_by_number_first_and_by_name_where_folded():
    shown = one_filter(facet_of(30, key="tinh"))
    assert [option.count for option in shown.options] == list(
        reversed(range(30 - VISIBLE_OPTIONS, 30))
    )
    assert [option.value for option in shown.more] == sorted(option.value for option in shown.more)


def test_a_province_says_which_ones_it_took_in():
    words = Vocabulary(
        provinces={"vinh-long": VocabularyPlace(1, "vinh-long", "Vĩnh Long")},
        formers={
            slug: VocabularyFormerProvince(pk, slug, name, 1)
            for pk, slug, name in [
                (2, "ben-tre", "Bến Tre"),
                (3, "tra-vinh", "Trà Vinh"),
                (4, "vinh-long-cu", "Vĩnh Long"),
            ]
        },
    )
    options = (FacetValue("vinh-long", "Vĩnh Long", 3),)
    shown = one_filter(Facet("tinh", "Tỉnh", "many", open=True, options=options), words=words)
    assert shown.options[0].note == "gồm cả Bến Tre, Trà Vinh"


@pytest.mark.parametrize(
    ("value", "selected", "address"),
    [
        ("50000-99999", False, "/san-pham/?q=che&gia_tu=50000&gia_den=99999"),
        ("-49999", False, "/san-pham/?q=che&gia_den=49999"),
        ("500000-", False, "/san-pham/?q=che&gia_tu=500000"),
        ("50000-99999", True, "/san-pham/?q=che"),
    ],
)
def test_a_price_range_is_a_link_there_and_back(value, selected, address):
    options = (FacetValue(value, "Khoảng giá", 3, selected),)
    facet = Facet("gia", "Giá", "range", open=True, options=options)
    assert one_filter(facet, SearchQuery(text="che")).options[0].url == address


def test_a_producer_is_chosen_by_name_and_taken_off_by_its_chip(shop, client):
    address = f"/san-pham/?nsx={shop.coop.slug}"
    results = client.get(address).context["results"]
    assert results.total == 3
    assert [(chip.label, chip.remove_url) for chip in results.chips] == [
        ("HTX Ea Tu", "/san-pham/")
    ]
    assert results.hidden == []


def test_the_producer_filter_counts_other_producers_too(shop):
    facets = engine().run(SearchQuery(producer=shop.coop.slug)).facets
    counts = {
        option.value: option.count
        for facet in facets
        if facet.key == "nsx"
        for option in facet.options
    }
    assert counts[shop.firm.slug] == 2


def test_a_chosen_producer_that_the_filter_cannot_show_stays_in_the_form(shop, client):
    nameless = makers.producer("Chưa rõ", province=shop.dak_lak, name_is_stated=False)
    makers.product("Măng khô", producer=nameless)
    index()
    results = client.get(f"/san-pham/?nsx={nameless.slug}").context["results"]
    assert results.total == 1
    assert results.hidden == [("nsx", nameless.slug)]
