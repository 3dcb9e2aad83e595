"""Handfuls of places are the same sets as many places are."""

from hypothesis import given
from hypothesis import strategies as st

from search.embedded.bits import bitset, first_positions, positions_in, small_bitset

SIZE = 70


@given(st.sets(st.integers(0, SIZE - 1)), st.integers(0, 8))
def test_a_handful_is_written_and_read_like_many(chosen, limit):
    bits = bitset(chosen, SIZE)
    assert small_bitset(chosen, SIZE) == bits
    assert first_positions(bits, SIZE, limit) == list(positions_in(bits, SIZE))[:limit]
