"""The days of a certificate's last year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.renewals.deadlines import (
    RenewalDeadlines,
    RenewalStage,
    due_stage,
    may_be_held_over,
    stage_days,
)

END = date(2027, 6, 30)
DAYS = st.integers(-400, 400).map(lambda n: END + timedelta(days=n))


def test_the_filing_window_is_180_to_120_days_before_the_end():
    days = RenewalDeadlines(END)
    assert (days.filing_opens, days.filing_closes) == (date(2027, 1, 1), date(2027, 3, 2))
    assert days.is_filing_open(days.filing_opens)
    assert days.is_filing_open(days.filing_closes)
    assert not days.is_filing_open(days.filing_opens - timedelta(days=1))
    assert not days.is_filing_open(days.filing_closes + timedelta(days=1))


def test_an_extension_ends_180_days_after_the_end_at_the_latest():
    assert RenewalDeadlines(END).extension_limit == date(2027, 12, 27)


@pytest.mark.parametrize(
    ("before", "stage"),
    [
        (181, None),
        (180, RenewalStage.FILING_OPENS),
        (121, RenewalStage.FILING_OPENS),
        (120, RenewalStage.FILING_CLOSES),
        (60, RenewalStage.DAYS_60),
        (31, RenewalStage.DAYS_60),
        (30, RenewalStage.DAYS_30),
        (0, RenewalStage.ENDS),
        (-180, RenewalStage.ENDS),
        (-181, None),
    ],
)
def test_a_stage_is_due_from_its_day_until_the_next(before, stage):
    assert due_stage(END, None, END - timedelta(days=before)) == stage


def test_an_extension_has_stages_of_its_own():
    until = END + timedelta(days=180)
    assert due_stage(END, until, END) is None
    assert due_stage(END, until, until - timedelta(days=30)) == RenewalStage.EXTENSION_30
    assert due_stage(END, until, until) == RenewalStage.EXTENSION_ENDS
    assert due_stage(END, until, until + timedelta(days=1)) is None


@given(on=DAYS, extended=st.none() | st.integers(1, 180).map(lambda n: END + timedelta(days=n)))
def test_the_stage_due_is_the_latest_that_has_come(on, extended):
    stage, days = due_stage(END, extended, on), stage_days(END, extended)
    assert stage is None or days[stage] <= on
    assert not [day for day in days.values() if stage and days[stage] < day <= on]


@pytest.mark.parametrize(
    ("granted", "handed_in", "held"),
    [
        (date(2024, 6, 30), date(2027, 3, 3), True),
        (date(2024, 6, 30), date(2027, 3, 2), False),  # within the window: Đ.7.6 answers in time
        (date(2024, 6, 30), date(2027, 12, 27), True),
        (date(2024, 6, 30), date(2027, 12, 28), False),
        (date(2026, 5, 22), date(2027, 3, 3), False),  # granted under QĐ 26/2026 itself
    ],
)
def test_only_a_late_file_of_an_old_grant_holds_a_certificate_over(granted, handed_in, held):
    assert may_be_held_over(granted=granted, end=END, handed_in=handed_in) is held
