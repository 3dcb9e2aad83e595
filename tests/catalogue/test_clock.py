"""The one clock."""

from datetime import UTC, date, datetime

import pytest

from catalogue.clock import now, present_day, seconds_until_midnight, today


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 21, 16, 59, 59, tzinfo=UTC), date(2026, 11, 21)),
        (datetime(2026, 11, 21, 17, 0, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2028, 2, 28, 17, 0, tzinfo=UTC), date(2028, 2, 29)),
        (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_today_begins_at_midnight_in_vietnam(clock, moment, day):
    clock.move_to(moment)
    assert today() == day


def test_now_is_aware_and_seven_hours_ahead(clock):
    assert now().utcoffset().total_seconds() == 7 * 3600


def test_a_demonstration_pins_the_day_but_not_the_hour(clock, settings):
    settings.OCOP_TODAY = date(2025, 5, 1)
    assert today() == date(2025, 5, 1)
    assert now().date() == present_day() == date(2026, 11, 21)


def test_the_day_has_no_second_left_after_its_last(clock):
    clock.move_to(datetime(2026, 11, 21, 16, 59, 58, tzinfo=UTC))
    assert seconds_until_midnight() == 2
    clock.move_to(datetime(2026, 11, 21, 17, 0, tzinfo=UTC))
    assert seconds_until_midnight() == 24 * 3600
