"""A question has a size that every search can afford, counted after folding."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.text import MAX_QUESTION, MAX_WORDS, fold, one_line, question

LIGATURE = "\ufdfa"  # eighteen letters and three spaces after NFKC


@given(st.text(max_size=400))
def test_it_is_small_after_folding_and_asking_again_changes_nothing(text):
    asked = question(text)
    assert len(fold(asked)) <= MAX_QUESTION
    assert len(fold(asked).split()) <= MAX_WORDS
    assert question(asked) == asked


@given(st.text(alphabet="abcđêôươáàảãạ ", max_size=40))
def test_what_people_type_stays_as_it_is(text):
    assert question(text) == one_line(text)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Chè Shan tuyết Suối Giàng", "Chè Shan tuyết Suối Giàng"),
        ("  Che\u0300\u00a0Shan\n\x00tuyết ", "Chè Shan tuyết"),
        ("a" * 500, "a" * MAX_QUESTION),
        ("a " * 100, " ".join("a" * MAX_WORDS)),
        (LIGATURE * 120, LIGATURE * 6),
        ("½" * 120, "½" * 23),
        ("ﬃ" * 120, "ﬃ" * 40),
    ],
)
def test_what_is_too_long_is_cut(text, asked):
    assert question(text) == asked


def test_a_megabyte_is_cut_before_it_is_folded():
    begun = perf_counter()
    assert len(fold(question(LIGATURE * 1_000_000))) <= MAX_QUESTION
    assert perf_counter() - begun < 1
