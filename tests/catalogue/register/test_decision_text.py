"""Texts of decisions: read with certainty, or told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.register.decision_text import CitedDecision, read_decision

ON = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "number", "signed_on", "authority"),
    [
        ("", "", None, ""),
        ("2310", "2310", None, ""),
        ("4261/QĐ-UBND", "4261/QĐ-UBND", None, ""),
        ("377/QĐ-BNN-VPĐP (17/01/2025)", "377/QĐ-BNN-VPĐP", date(2025, 1, 17), ""),
        ("QĐ số 12/QĐ-UBND ngày 3/4/2024", "12/QĐ-UBND", date(2024, 4, 3), ""),
        ("5445/QĐ-UBND huyện Yên Mô", "5445/QĐ-UBND", None, "huyện Yên Mô"),
        ("55/QĐ-UBND huyện Ba Chẽ (01/02/2024)", "55/QĐ-UBND", date(2024, 2, 1), "huyện Ba Chẽ"),
        ("12/QĐ-UBND ngày 3/4/2024 của UBND tỉnh", "12/QĐ-UBND", date(2024, 4, 3), ""),
        ("chưa rõ số", "", None, ""),
        ("377/QĐ-UBND ngày 17 tháng 01 năm 2023", "377/QĐ-UBND", date(2023, 1, 17), ""),
        ("377/QĐ-UBND (2023-01-17)", "377/QĐ-UBND", date(2023, 1, 17), ""),
        ("377/QĐ-UBND ngày 17/ 01/ 2023", "377/QĐ-UBND", date(2023, 1, 17), ""),
        ("377/QĐ-UBND 17/1/23", "377/QĐ-UBND", date(2023, 1, 17), ""),
        ("QĐ số 88/QĐ-UBND, 05-04-2024", "88/QĐ-UBND", date(2024, 4, 5), ""),
        ("Số: 1234/QĐ-UBND", "1234/QĐ-UBND", None, ""),
        ("Số:115/QĐ-UBND", "115/QĐ-UBND", None, ""),
        ("Số:115/…", "115", None, ""),
        ("QĐ số: 12/QĐ-UBND", "12/QĐ-UBND", None, ""),
        ("Theo QĐ số 12 ngày 3/4/2024", "12", date(2024, 4, 3), ""),
        ("1234 /QĐ-UBND", "1234/QĐ-UBND", None, ""),
        ("1048/QĐ- TTg", "1048/QĐ-TTg", None, ""),
        ("1234/QÐ-UBND", "1234/QĐ-UBND", None, ""),
        ("45674", "", date(2025, 1, 17), ""),
        ("20/12/2024", "", date(2024, 12, 20), ""),
    ],
)
def test_a_decision_as_printed(text, number, signed_on, authority):
    decision = read_decision(text, on=ON)
    assert (decision.number, decision.signed_on) == (number, signed_on)
    assert decision.authority in (authority, "tỉnh")


def test_only_a_named_district_is_a_district():
    assert read_decision("5445/QĐ-UBND huyện Yên Mô").names_district
    assert not read_decision("3588/QĐ-UBND thành phố Cần Thơ").names_district


def test_of_several_decisions_the_newest_counts_and_this_is_told():
    decision = read_decision("1234/QĐ-UBND (12/3/2021); 456/QĐ-UBND (20/12/2024)", on=ON)
    assert (decision.number, decision.signed_on) == ("456/QĐ-UBND", date(2024, 12, 20))
    assert len(decision.notes) == 1


@pytest.mark.parametrize(
    ("text", "extension"),
    [
        (
            "1234/QĐ-UBND ngày 20/12/2021 (gia hạn 15/06/2025)",
            CitedDecision(day=date(2025, 6, 15)),
        ),
        (
            "1234/QĐ-UBND ngày 20/12/2021; gia hạn theo QĐ 99/QĐ-UBND ngày 1/12/2024 đến 1/6/2025",
            CitedDecision("99/QĐ-UBND", date(2024, 12, 1), date(2025, 6, 1)),
        ),
        ("1234/QĐ-UBND ngày 20/12/2021 (đã gia hạn)", CitedDecision()),
    ],
)
def test_an_extension_is_told_and_lengthens_nothing(text, extension):
    decision = read_decision(text, on=ON)
    assert (decision.signed_on, decision.ends) == (date(2021, 12, 20), ())
    assert decision.extension == extension
    assert decision.notes


def test_a_withdrawal_is_no_recognition():
    decision = read_decision("thu hồi QĐ 800/QĐ-UBND (01/10/2026)", on=ON)
    assert (decision.number, decision.issued) == ("", None)
    assert decision.withdrawal == CitedDecision("800/QĐ-UBND", date(2026, 10, 1))


@pytest.mark.parametrize(
    "text",
    [
        "1234/QĐ-UBND (12/3/2021), sửa đổi bởi 456/QĐ-UBND (20/12/2024)",
        "1234/QĐ-UBND (12/3/2021) được thay thế bởi 456/QĐ-UBND (20/12/2024)",
        "1234/QĐ-UBND (12/3/2021), cấp lại 20/12/2024",
    ],
)
def test_an_amendment_starts_no_new_time(text):
    assert read_decision(text, on=ON).signed_on == date(2021, 3, 12)


def test_a_decision_on_rules_issues_no_certificate():
    assert read_decision("1048/QĐ-TTg (21/08/2019)", on=ON).issued is None


def test_a_month_without_a_day_bounds_the_issue():
    issued = read_decision("12/QĐ-UBND ngày … tháng 3 năm 2024", on=ON).issued
    assert (issued.first, issued.last) == (date(2024, 3, 1), date(2024, 3, 31))


@pytest.mark.parametrize("text", ["12/QĐ-UBND (31/02/2024)", "12/QĐ-UBND ngày 15/07/1905", "?"])
def test_what_cannot_be_read_is_told(text):
    decision = read_decision(text, on=ON)
    assert decision.issued is None
    assert decision.notes


def test_a_day_of_signing_in_the_future_is_told():
    decision = read_decision("12/QĐ-UBND ngày 3/4/2027", on=ON)
    assert (decision.number, decision.issued) == ("12/QĐ-UBND", None)
    assert decision.notes


@given(st.text(max_size=80))
def test_any_text_is_a_decision_of_some_kind(text):
    assert len(read_decision(text, on=ON).number) <= 80
