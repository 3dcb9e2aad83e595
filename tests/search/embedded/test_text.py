"""Words in the database: a hit is exactly an entry with every folded word as a whole word."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.text import fold, tone_key
from search.analysis.terms import read_terms
from search.embedded import text
from search.engines.ranking import rewards
from search.index.documents import with_outer_spaces
from search.models import SearchEntry
from tests import makers
from tests.search.conftest import index

PLAIN = st.sampled_from(
    [
        "ca",
        "cam",
        "camm",
        "phe",
        "cà phê",
        "CÀ",
        "đường",
        "duong",
        "24k",
        "½",
        "1",
        "2",
        "1 2",
        "ﬁ",
        "İ",
        "茶",
        "한국",
        "٣",
        "x",
    ]
)
TEXTS = st.lists(PLAIN | st.text(max_size=5), max_size=6).map(" ".join)
THOROUGH = settings(
    deadline=None,
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def entries(db, clock):
    """Six entries whose texts a test may write."""
    makers.many_products(6)
    index()
    return list(SearchEntry.objects.order_by("pk"))


def write(entries, texts):
    for entry, (name, rest) in zip(entries, texts, strict=True):
        whole = f"{name} {rest}"
        entry.name, entry.name_marked = (
            with_outer_spaces(fold(name)),
            with_outer_spaces(tone_key(name)),
        )
        entry.words, entry.words_marked = (
            with_outer_spaces(fold(whole)),
            with_outer_spaces(tone_key(whole)),
        )
        entry.save()


def having(entries, terms):
    return {entry.pk for entry in entries if all(term.folded in entry.words for term in terms)}


def earned(entry, terms):
    """The sum of points by the letter of ranking.py."""
    return sum(
        reward.points
        for reward in rewards(terms)
        if (str.startswith if reward.begins else str.__contains__)(
            getattr(entry, reward.field), reward.words
        )
    )


def test_what_is_found_is_what_has_every_word(entries):
    @THOROUGH
    @given(st.lists(st.tuples(TEXTS, TEXTS), min_size=6, max_size=6), TEXTS)
    def agrees(texts, typed):
        write(entries, texts)
        terms = read_terms(typed)
        if not terms:
            return
        expected = having(entries, terms)
        assert set(text.matching_keys(terms)) == expected
        assert dict(text.ranked_keys(terms)) == {
            entry.pk: earned(entry, terms) for entry in entries if entry.pk in expected
        }
        assert [set(keys) for keys in text.matching_keys_of_each([terms, (), terms[:1]])] == [
            expected,
            set(),
            having(entries, terms[:1]),
        ]

    agrees()


def test_what_is_begun_stands_side_by_side_in_the_name(entries):
    @THOROUGH
    @given(st.lists(st.tuples(TEXTS, TEXTS), min_size=6, max_size=6), TEXTS)
    def agrees(texts, typed):
        write(entries, texts)
        words = fold(typed)
        if words:
            expected = {entry.pk for entry in entries if f" {words}" in entry.name}
            assert set(text.keys_by_prefix(words)) == expected

    agrees()


def test_every_word_is_counted_once_an_entry(entries):
    write(entries, [("cà phê cà", "phê"), ("cà", "đá"), *[("trà", "")] * 4])
    assert dict(text.count_words()) == {"ca": 2, "phe": 1, "da": 1, "tra": 4}


def test_whoever_writes_an_entry_the_index_follows(entries):
    terms = read_terms("sầu riêng")
    SearchEntry.objects.filter(pk=entries[0].pk).update(words=" sau rieng ")
    assert text.matching_keys(terms) == [entries[0].pk]
    entries[0].delete()
    assert text.matching_keys(terms) == []
    SearchEntry.objects.update(words=" sau ", name=" sau ")
    assert text.matching_keys(terms) == []
    assert len(text.matching_keys(read_terms("sầu"))) == 5
    assert len(text.keys_by_prefix("sa")) == 5
