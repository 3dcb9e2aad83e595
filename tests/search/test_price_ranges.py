"""Price ranges: fitted to the data, few, even, and readable."""

from collections import Counter
from itertools import pairwise

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from search.price_ranges import MAX_RANGES, PRICE_LADDER, price_facet, price_step, range_label
from search.query import SearchQuery


@given(st.integers(0, 10**9))
def test_a_price_stands_on_the_step_below_it(price):
    step = price_step(price)
    assert PRICE_LADDER[step] <= price
    assert step + 1 == len(PRICE_LADDER) or price < PRICE_LADDER[step + 1]


@given(st.dictionaries(st.integers(0, len(PRICE_LADDER) - 1), st.integers(1, 99), min_size=2))
def test_ranges_are_few_follow_each_other_and_lose_nobody(steps):
    ranges = price_facet(Counter(steps), SearchQuery()).options
    assert 2 <= len(ranges) <= MAX_RANGES
    assert sum(price_range.count for price_range in ranges) == sum(steps.values())
    ends = [price_range.value.split("-") for price_range in ranges]
    for (_, high), (low, _) in pairwise(ends):
        assert int(high) < int(low)


@given(st.dictionaries(st.integers(0, len(PRICE_LADDER) - 1), st.just(10), min_size=10))
def test_even_data_give_even_ranges(steps):
    counts = [option.count for option in price_facet(Counter(steps), SearchQuery()).options]
    assert max(counts) <= 4 * min(counts)


def test_one_price_needs_no_ranges_and_none_no_filter():
    assert price_facet(Counter({3: 9, None: 4}), SearchQuery()).options == ()
    assert price_facet(Counter({None: 4}), SearchQuery()).low is None
    assert price_facet(Counter(), SearchQuery(price_to=9)).high.value == 9


def test_the_range_asked_for_is_marked():
    steps = Counter({0: 5, 4: 5})
    first = price_facet(steps, SearchQuery()).options[0]
    low, high = first.value.split("-")
    chosen = SearchQuery(price_from=int(low or 0), price_to=int(high))
    assert [option.selected for option in price_facet(steps, chosen).options] == [True, False]


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (None, 49_999, "Under 50,000 ₫"),
        (None, 45_000, "Up to 45,000 ₫"),
        (50_000, 99_999, "50,000 ₫ to under 100,000 ₫"),
        (50_000, 80_000, "50,000 ₫ – 80,000 ₫"),
        (10_000_000, None, "From 10,000,000 ₫"),
    ],
)
def test_a_range_reads_as_people_say_it(low, high, words):
    with override("en"):
        assert range_label(low, high).replace("\xa0", " ") == words
