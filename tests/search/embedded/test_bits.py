"""Handfuls of places are the same sets as many places are."""

from hypothesis import given
from hypothesis import strategies as st

from search.embedded.bits import few, first, gather, places

SIZE = 70


@given(st.sets(st.integers(0, SIZE - 1)), st.integers(0, 8))
def test_a_handful_is_written_and_read_like_many(chosen, limit):
    bits = gather(chosen, SIZE)
    assert few(chosen, SIZE) == bits
    assert first(bits, SIZE, limit) == list(places(bits, SIZE))[:limit]
