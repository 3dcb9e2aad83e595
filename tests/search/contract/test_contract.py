"""Every engine gives the same hits, counts, order and pages, and they are right by definition."""

import unicodedata

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from catalogue.audience import Audience
from catalogue.models import Certificate
from catalogue.models.producer import ProducerKind
from catalogue.models.proof import ProofKind
from search.query import SORTS, SearchQuery, SearchScope
from search.results import PAGE_SIZE

WORDS = (
    *("ca phe", "cà phê", "CÀ PHÊ", "phe ca", "cà", "ca", "bo", "bò", "bơ", "mat ong", "mật ong"),
    *("che shan", "chè Shan tuyết", "nuoc mam", "nước mắm cá", "dua", "keo dừa", "½", "st25"),
    *("hop tac xa", "htx cà phê", "dak lak", "cà phê đắk lắk", "ben tre", "cafe", "coffee"),
    *("khong co gi", "cà phê xyzt", "xyzt mat ong", "!!!", "100%_'\"\\", "ca ca ca", "cà ca"),
)
SLUGS = {
    "groups": ["thuc-pham", "do-uong", "che", "ca-phe-ca-cao", "do-uong-khac", "khong-co"],
    "provinces": ["dak-lak", "vinh-long", "ca-mau", "ben-tre", "tra-vinh", "khong-co"],
    "region": ["tay-nguyen", "dong-bang-song-cuu-long", "khong-co"],
}
PRICES = st.none() | st.sampled_from([0, 20_000, 50_000, 185_000, 185_001, 1_000_000])
SCOPES = st.sampled_from(
    [
        *(SearchScope(), SearchScope(), SearchScope(group="thuc-pham"), SearchScope(group="che")),
        *(SearchScope(region="tay-nguyen"), SearchScope(province="vinh-long")),
    ]
)
TYPED = ("ca", "ca ph", "ca phe", "c", "phe", "mat ong r", "dua", "g st2", "htx", "khong co", "½")

thorough = settings(
    max_examples=80,
    deadline=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def some(values):
    """Up to three of these values."""
    return st.lists(st.sampled_from(values), max_size=3).map(tuple)


def queries(makers):
    """Any query that a shopper may put together; `makers` are slugs of producers."""
    return st.builds(
        SearchQuery,
        text=st.just("") | st.sampled_from(WORDS),
        groups=some(SLUGS["groups"]),
        provinces=some(SLUGS["provinces"]),
        region=st.just("") | st.sampled_from(SLUGS["region"]),
        stars=some([3, 4, 5]),
        producer=st.sampled_from(["", "", "", *makers]),
        kinds=some(ProducerKind.values),
        proofs=some(ProofKind.values),
        price_from=PRICES,
        price_to=PRICES,
        in_stock=st.booleans(),
        sort=st.sampled_from(SORTS),
        page=st.integers(1, 4),
        audience=st.sampled_from(Audience),
        scope=SCOPES | st.sampled_from(makers).map(lambda slug: SearchScope(producer=slug)),
    )


def agrees(found, catalogue, query):
    """Compare a whole answer with the definition of it."""
    assert found.total == catalogue.total(query)
    assert found.query.page == catalogue.page(query)
    assert [card.url for card in found.hits] == catalogue.hits(query)
    assert found.hits_without == catalogue.hits_without(query)
    counts_agree(found, catalogue, query)


def counts_agree(found, catalogue, query):
    """Compare the counts of the filters that are shown; those that are not shown have none."""
    expected, scope = catalogue.facets(query), query.scope
    hidden = {"vung"} if scope.region or scope.province else set()
    hidden |= {"tinh"} if scope.province else set()
    hidden |= {"loai", "nsx", "nhom", "vung", "tinh"} if scope.producer else set()
    shown = {facet.key: facet for facet in found.facets if facet.key != "gia"}
    assert not hidden & shown.keys()
    for key in expected.keys() - hidden:
        options = shown[key].options if key in shown else ()
        counted = {
            option.value: option.count for option in options if option.value and option.count
        }
        assert counted == expected[key], key
    for facet in found.facets:
        for option in facet.options if facet.key == "gia" else ():
            low, high = (int(end) if end else None for end in option.value.split("-"))
            assert option.count == catalogue.priced(query, low, high)


def test_any_query_has_the_answer_that_is_right_by_definition(engine, catalogue):
    @thorough
    @given(queries(sorted(catalogue.makers)))
    def holds(query):
        agrees(engine.run(query), catalogue, query)

    holds()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_words_are_found_in_the_same_order_however_they_are_typed(engine, catalogue, form):
    for text in WORDS:
        query = SearchQuery(text=unicodedata.normalize(form, text))
        agrees(engine.run(query), catalogue, query)


@pytest.mark.parametrize("audience", Audience)
def test_what_is_certified_no_more_is_counted(engine, catalogue, audience):
    assert [engine.count_ended(text, audience) for text in WORDS] == [
        catalogue.count_ended(text, audience) for text in WORDS
    ]


def test_every_question_without_an_audience_is_asked_for_everybody(engine, catalogue):
    public, adult = Audience.PUBLIC, Audience.ADULT
    assert engine.run(SearchQuery()).total < engine.run(SearchQuery(audience=adult)).total
    assert engine.count_hits(WORDS) == engine.count_hits(WORDS, public)
    assert engine.count_hits(WORDS) != engine.count_hits(WORDS, adult)
    assert engine.complete("ca", 500) == engine.complete("ca", 500, public)
    assert set(engine.complete("ca", 500)) < set(engine.complete("ca", 500, adult))
    assert engine.count_ended("ruou") == engine.count_ended("ruou", public) == 0
    assert engine.count_ended("ruou", adult) == 1


def test_numbers_of_certificates_are_found_however_they_are_typed(engine, catalogue):
    last_day = Certificate.objects.get(product__title="Cà phê hôm nay")
    number = last_day.code
    for text in (number, number.replace("-", " "), number.replace("-", " – "), f"mã số {number}"):
        hits = engine.run(SearchQuery(text=text)).hits
        assert [card.url for card in hits] == [last_day.product.get_absolute_url()], text
    for text in ("1234/QĐ-UBND", "1234 / qd - ubnd", "1234 QD UBND", "quyết định số 1234/QĐ-UBND"):
        query = SearchQuery(text=text)
        agrees(engine.run(query), catalogue, query)
        assert engine.run(query).total == 1, text
    assert engine.run(SearchQuery(text="234/QĐ-UBND")).total == 0


def test_numbers_of_what_is_certified_no_more_are_counted(engine, catalogue):
    ended = Certificate.objects.get(product__title="Cà phê hết hạn")
    assert engine.count_ended(ended.code.replace("-", " ")) == 1
    assert engine.count_ended("1234/QĐ-UBND") == 4


@pytest.mark.parametrize("sort", SORTS)
def test_pages_follow_one_another_and_end(engine, catalogue, sort):
    query = SearchQuery(sort=sort)
    first = engine.run(query)
    everything = []
    for number in range(1, first.pages + 1):
        found = engine.run(query.with_(page=number))
        agrees(found, catalogue, query.with_(page=number))
        everything += [card.url for card in found.hits]
    assert len(everything) == len(set(everything)) == first.total > 4 * PAGE_SIZE
    beyond = engine.run(query.with_(page=10_000))
    assert (beyond.query.page, beyond.hits) == (first.pages, found.hits)
    assert len(beyond.notices) == 1


@pytest.mark.parametrize("audience", Audience)
def test_suggestions_are_names_begun_with_what_was_typed(engine, catalogue, audience):
    for typed in TYPED:
        for limit in (6, 500):
            found = engine.complete(typed, limit, audience)
            assert found == catalogue.complete(typed, limit, audience), typed
    assert engine.complete("", 6) == engine.complete("  ", 6) == []


@pytest.mark.parametrize("audience", Audience)
def test_counts_are_those_of_the_lists(engine, catalogue, audience):
    assert engine.count_hits(WORDS, audience) == catalogue.count_hits(list(WORDS), audience)
    assert engine.count_hits([]) == []


def test_pages_are_found_beside_products(engine, catalogue):
    for text in (*WORDS, "chuyen", "vinh long"):
        for limit in (3, 60):
            assert engine.find_pages(text, limit) == catalogue.find_pages(text, limit), text


def test_what_nobody_knows_is_noted_alike(engine, catalogue):
    query = SearchQuery(groups=("la",), provinces=("xa",), region="dau", producer="ai")
    found = engine.run(query)
    assert found.query == SearchQuery()
    assert len(found.notices) == 4


def test_a_word_that_is_no_word_finds_everything_with_a_notice(engine, catalogue):
    found = engine.run(SearchQuery(text="!!!"))
    assert found.total == catalogue.total(SearchQuery())
    assert len(found.notices) == 1
