"""Months as decisions count them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.clock import add_months


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2023, 11, 21), date(2026, 11, 21)),
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2025, 2, 28), date(2028, 2, 28)),
        (date(2022, 12, 31), date(2025, 12, 31)),
    ],
)
def test_a_certificate_ends_after_36_months_within_the_month(start, end):
    assert add_months(start, 36) == end


@pytest.mark.parametrize(
    ("months", "end"),
    [
        (1, date(2026, 2, 28)),
        (3, date(2026, 4, 30)),
        (11, date(2026, 12, 31)),
        (-2, date(2025, 11, 30)),
        (0, date(2026, 1, 31)),
    ],
)
def test_the_last_of_january_is_clamped_to_shorter_months(months, end):
    assert add_months(date(2026, 1, 31), months) == end


@given(start=st.dates(date(2000, 1, 1), date(2080, 1, 1)), months=st.integers(-60, 60))
def test_adding_never_leaves_the_month_that_was_meant(start, months):
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day <= start.day
    assert end.day == start.day or add_months(end, 0).day >= 28
