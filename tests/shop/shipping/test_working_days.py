"""Working days: Monday to Friday without the holidays of the table, nor a seller's own days off."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.shipping.working_days import (
    TABLE,
    Closure,
    find_holiday,
    is_working_day,
    load_holidays,
    working_day_after,
)

DAYS = st.dates(date(2026, 1, 1), date(2028, 6, 30))
NUMBERS = st.integers(0, 20)


@given(DAYS, NUMBERS)
def test_no_day_is_earlier_than_the_one_it_is_counted_from(day, number):
    found = working_day_after(day, number)
    assert found >= day + timedelta(days=number)
    assert number == 0 or is_working_day(found)


@given(DAYS, DAYS, NUMBERS)
def test_a_later_start_never_ends_earlier(one, other, number):
    first, second = sorted((one, other))
    assert working_day_after(first, number) <= working_day_after(second, number)


@given(DAYS, NUMBERS, st.integers(0, 120))
def test_days_off_only_delay(day, number, length):
    closure = Closure(day, day + timedelta(days=length))
    found = working_day_after(day, number, closure)
    assert found >= working_day_after(day, number)
    assert number == 0 or found not in closure


@given(DAYS, NUMBERS, NUMBERS)
def test_days_are_counted_one_after_the_other(day, few, more):
    assert working_day_after(day, few + more) == working_day_after(
        working_day_after(day, few), more
    )


@pytest.mark.parametrize(
    ("day", "number", "found"),
    [
        (date(2026, 11, 30), 1, date(2026, 12, 1)),
        (date(2026, 12, 4), 1, date(2026, 12, 7)),  # over a weekend
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # Tết 2026
        (date(2027, 2, 3), 1, date(2027, 2, 12)),  # Tết 2027, the longer of what is possible
        (date(2027, 4, 15), 1, date(2027, 4, 19)),  # Giỗ Tổ on a Friday
        (date(2027, 4, 29), 1, date(2027, 5, 4)),  # 1/5 is a Saturday
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_holidays_of_the_table(day, number, found):
    assert working_day_after(day, number) == found


def test_every_row_has_a_source_and_says_whether_it_is_decided():
    rows = load_holidays(TABLE)
    assert all(row.source and row.first <= row.last for row in rows)
    assert find_holiday(date(2027, 2, 6)).is_decided is False
    assert find_holiday(date(2026, 9, 2)).is_decided is True
    assert find_holiday(date(2026, 12, 1)) is None


@pytest.mark.parametrize("year", [2026, 2027])
def test_the_fixed_holidays_of_the_labour_code_are_there(year):
    days = (date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2))
    assert all(find_holiday(day) for day in days)
