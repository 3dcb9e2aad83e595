"""Days of issue: as far as the row proves them, and never longer."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.clock import add_months
from catalogue.register.decision_text import read_decision
from catalogue.register.issue_dates import read_issue_dates
from catalogue.register.printed_dates import Period
from catalogue.register.printed_ends import end_within

ON = date(2026, 11, 21)
DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))
FORMS = st.sampled_from(
    [
        "{0:%d/%m/%Y}",
        "{0:%d/%m/%y}",
        "{0:%Y-%m-%d}",
        "{0.day}. {0.month}. {0.year}",
        "{0.day} tháng {0.month} năm {0.year}",
        "31/02/{0.year}",
    ]
)
WORDS = st.sampled_from(
    [
        " ",
        " ngày ",
        " (",
        "); ",
        ", ",
        " - ",
        " đến ",
        ", hiệu lực đến ",
        " gia hạn ",
        ", gia hạn đến ",
        " từ ngày ",
        " thu hồi ",
        " sửa đổi ",
        " căn cứ ",
        " cấp lại ",
        "\n",
        "",
    ]
)
YEARS = st.sampled_from(["", "2021", "Năm 2023", "2024.0", "2024-2025", "25", "2019 (đợt 1)"])


@st.composite
def one_decision(draw):
    """The text of one decision with any dates and words around them, and the first date."""
    days = draw(st.lists(DAYS, min_size=1, max_size=4))
    printed = [draw(FORMS).format(day) for day in days]
    parts = [piece for text in printed for piece in (draw(WORDS), text)]
    return f"1234/QĐ-UBND{''.join(parts)}{draw(WORDS)}", days[0]


def certain_end(dates):
    """The last day on which it is certainly in force."""
    rule = Period(add_months(dates.not_before, 36), add_months(dates.not_after, 36))
    return end_within(rule, dates.stated_end).first if dates.stated_end else rule.first


@settings(max_examples=300)
@given(one_decision(), YEARS)
def test_no_reading_lasts_longer_than_the_first_date_allows(decision, year):
    text, first = decision
    dates = read_issue_dates(year, text, on=ON)
    if dates.is_known and read_decision(text, on=ON).issued:
        assert certain_end(dates) <= add_months(first, 36)


@given(st.lists(DAYS, min_size=2, max_size=3), YEARS)
def test_several_decisions_last_no_longer_than_the_newest_allows(days, year):
    text = "; ".join(f"{at}/QĐ-UBND ({day:%d/%m/%Y})" for at, day in enumerate(days, start=1))
    decision = read_decision(text, on=ON)
    dates = read_issue_dates(year, text, on=ON)
    if decision.issued and dates.is_known:
        assert certain_end(dates) <= add_months(max(day for day in days if day <= ON), 36)
        assert dates.notes


@pytest.mark.parametrize(
    ("year", "text", "first", "last"),
    [
        (
            "2021",
            "1234/QĐ-UBND ngày 20/12/2021, hiệu lực đến 20/12/2024",
            date(2021, 12, 20),
            date(2024, 12, 20),
        ),
        (
            "2021",
            "1234/QĐ-UBND ngày 20/12/2021 (gia hạn 15/06/2025)",
            date(2021, 12, 20),
            date(2024, 12, 20),
        ),
        ("2023", "377/QĐ-UBND ngày 17 tháng 01 năm 2023", date(2023, 1, 17), date(2026, 1, 17)),
        ("2023", "377/QĐ-UBND (2023-01-17)", date(2023, 1, 17), date(2026, 1, 17)),
        ("2023", "377/QĐ-UBND ngày 17/ 01/ 2023", date(2023, 1, 17), date(2026, 1, 17)),
        ("2023", "377/QĐ-UBND 17/1/23", date(2023, 1, 17), date(2026, 1, 17)),
        (
            "2024",
            "1234/QĐ-UBND (12/3/2021); 456/QĐ-UBND (20/12/2024)",
            date(2024, 12, 20),
            date(2027, 12, 20),
        ),
        (
            "2024",
            "1234/QĐ-UBND ngày 20/12/2024; hiệu lực đến ngày 20/12/2027",
            date(2024, 12, 20),
            date(2027, 12, 20),
        ),
    ],
)
def test_a_decision_with_its_day_is_exact(year, text, first, last):
    dates = read_issue_dates(year, text, on=ON)
    assert dates.is_exact
    assert (dates.not_before, certain_end(dates)) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("Năm 2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025.0", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025 (đợt 1)", date(2025, 1, 1), date(2025, 12, 31)),
        ("Đợt 1 năm 2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("２０２５", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-2025", date(2024, 1, 1), date(2025, 12, 31)),
        ("tháng 6/2025", date(2025, 6, 1), date(2025, 6, 30)),
        ("31/12/2025", date(2025, 12, 31), date(2025, 12, 31)),
        ("45363", date(2024, 3, 12), date(2024, 3, 12)),
    ],
)
def test_years_are_bounds(text, first, last):
    dates = read_issue_dates(text, "", on=ON)
    assert (dates.not_before, dates.not_after, dates.notes) == (first, last, ())


@pytest.mark.parametrize("text", ["25", "15/07/1905", "2027", "1999", "2018-2025", "năm ngoái"])
def test_what_is_no_year_is_told(text):
    dates = read_issue_dates(text, "", on=ON)
    assert not dates.is_known
    assert dates.notes


class TestContradictions:
    def test_year_and_decision_that_disagree_leave_it_open(self):
        dates = read_issue_dates("2021", "456/QĐ-UBND (20/12/2024)", on=ON)
        assert (dates.not_before, dates.not_after) == (date(2021, 1, 1), date(2024, 12, 20))
        assert certain_end(dates) == date(2024, 1, 1)
        assert dates.notes

    def test_a_round_may_be_decided_in_the_year_after(self):
        dates = read_issue_dates("2023", "12/QĐ-UBND (20/02/2024)", on=ON)
        assert (dates.is_exact, dates.notes) == (True, ())

    def test_an_end_before_the_day_of_issue_proves_nothing(self):
        dates = read_issue_dates("", "1/QĐ-UBND (20/12/2024), hiệu lực đến 20/12/2021", on=ON)
        assert not dates.is_known
        assert dates.notes

    def test_bounds_that_the_decision_lies_outside_are_told(self):
        dates = read_issue_dates("", "1/QĐ-UBND (20/12/2024)", "2023-01-01", "2023-06-30", on=ON)
        assert (dates.not_before, dates.not_after) == (date(2023, 1, 1), date(2024, 12, 20))
        assert dates.notes


class TestStatedEnds:
    def test_an_end_in_its_own_column_shortens(self):
        dates = read_issue_dates("", "1/QĐ-UBND (20/12/2024)", last_day_text="30/06/2026", on=ON)
        assert certain_end(dates) == date(2026, 6, 30)

    def test_a_serial_number_is_a_day(self):
        dates = read_issue_dates("", "1/QĐ-UBND (12/03/2024)", last_day_text="46458", on=ON)
        assert certain_end(dates) == date(2027, 3, 12)

    def test_an_end_beyond_36_months_is_told_and_not_taken(self):
        dates = read_issue_dates("", "1/QĐ-UBND (20/12/2024)", last_day_text="20/12/2029", on=ON)
        assert (certain_end(dates), dates.stated_end) == (date(2027, 12, 20), None)
        assert dates.notes

    def test_an_end_does_not_lengthen_bounds(self):
        dates = read_issue_dates("2024", "hiệu lực đến 20/12/2027", on=ON)
        assert certain_end(dates) == date(2027, 1, 1)
        assert dates.stated_end == Period.of(date(2027, 12, 20))


class TestBounds:
    def test_bounds_of_a_source_outrank_the_year(self):
        dates = read_issue_dates("2023", "", "2023-12-27", "2024-07-16", on=ON)
        assert (dates.not_before, dates.not_after) == (date(2023, 12, 27), date(2024, 7, 16))

    def test_one_bound_narrows_the_year(self):
        dates = read_issue_dates("2025", "", "", "2025-05-08", on=ON)
        assert (dates.not_before, dates.not_after) == (date(2025, 1, 1), date(2025, 5, 8))

    def test_one_bound_alone_is_not_enough(self):
        dates = read_issue_dates("", "", "", "2025-05-08", on=ON)
        assert (dates.not_after, dates.is_known) == (date(2025, 5, 8), False)

    @pytest.mark.parametrize("day", ["03/07/2025", "01/03/2026"])
    def test_a_district_after_the_last_one_proves_nothing(self, day):
        dates = read_issue_dates("", f"5/QĐ-UBND huyện Yên Mô ({day})", on=ON)
        assert not dates.is_known
        assert "30/06/2025" in " ".join(dates.notes)

    def test_a_district_signed_before_districts_ended(self):
        dates = read_issue_dates("2025", "5445/QĐ-UBND huyện Yên Mô", on=ON)
        assert dates.not_after == date(2025, 6, 30)
