"""Money, dates, stars and names read as Vietnamese people write them."""

import datetime
from decimal import Decimal

import pytest
from django.utils import translation

from theme.formats import (
    clock_date,
    day_span,
    dong,
    short_producer,
    thousands,
    vn_date,
    weekday_date,
    weekday_span,
    when,
)
from theme.templatetags.theme_tags import icon, short_sector, stars_label, whole_name


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (185000, "185.000\u00a0₫"),
        (Decimal("1250000"), "1.250.000\u00a0₫"),
        (0, "0\u00a0₫"),
        (None, ""),
        ("", ""),
    ],
)
def test_dong(amount, text):
    assert dong(amount) == text


def test_thousands():
    assert thousands(1427) == "1.427"


def test_a_date_is_written_day_first():
    assert vn_date(datetime.date(2027, 1, 6)) == "06/01/2027"
    assert vn_date(None) == ""
    assert vn_date("tháng 5") == "tháng 5"


@pytest.mark.parametrize(
    ("language", "text"), [("vi", "22:41 01/12/2026"), ("en", "22:41 1 Dec 2026")]
)
def test_a_moment_is_that_of_vietnam_and_no_month_reads_as_a_day(language, text):
    with translation.override(language):
        assert clock_date(datetime.datetime(2026, 12, 1, 15, 41, tzinfo=datetime.UTC)) == text


@pytest.mark.parametrize(
    ("first", "last", "span", "sentence"),
    [
        ("2025-01-17", "2025-01-17", "17/01/2025", "ngày 17/01/2025"),
        (
            *("2023-05-17", "2023-07-24"),
            "khoảng 17/05/2023 – 24/07/2023",
            "trong khoảng 17/05/2023 – 24/07/2023",
        ),
        ("2023-01-01", "2023-12-31", "năm 2023", "trong năm 2023"),
        ("2023-01-01", "2024-12-31", "năm 2023–2024", "trong năm 2023–2024"),
        ("2024-02-01", "2024-02-29", "tháng 2/2024", "trong tháng 2/2024"),
        (
            *("2024-02-01", "2024-02-28"),
            "khoảng 01/02/2024 – 28/02/2024",
            "trong khoảng 01/02/2024 – 28/02/2024",
        ),
    ],
)
def test_a_day_between_bounds_is_written_as_it_is_known(first, last, span, sentence):
    days = [datetime.date.fromisoformat(day) for day in (first, last)]
    assert (day_span(*days), when(*days)) == (span, sentence)


def test_a_day_between_bounds_in_english():
    days = datetime.date(2023, 1, 1), datetime.date(2023, 12, 31)
    with translation.override("en"):
        assert (day_span(*days), when(*days)) == ("2023", "in 2023")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Hợp tác xã chè Hảo Đạt", "HTX chè Hảo Đạt"),
        ("Công ty Cổ phần Gốm Chu Đậu", "Cty CP Gốm Chu Đậu"),
        ("Công ty TNHH Một thành viên Traphaco", "Cty TNHH MTV Traphaco"),
        ("Hộ kinh doanh Vàng Văn Thiện", "HKD Vàng Văn Thiện"),
        ("Lê Gia", "Lê Gia"),
        ("", ""),
    ],
)
def test_a_legal_form_is_shortened_as_people_say_it(name, short):
    assert short_producer(name) == short


def test_a_long_sector_fits_the_navigation():
    assert short_sector("Hàng thủ công mỹ nghệ") == "Thủ công"
    assert short_sector("Thực phẩm") == "Thực phẩm"


def test_no_line_begins_with_a_dash():
    assert whole_name("Lê Gia - Cốt đặc biệt") == "Lê Gia –\u2060\u00a0Cốt đặc biệt"


def test_a_seal_says_what_it_means():
    with translation.override("en"):
        assert stars_label(5) == "Certified OCOP 5 stars"
        assert stars_label(4, "ended") == "OCOP 4 stars, no longer certified"


def test_an_icon_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in icon("basket")
    assert "#i-basket" in icon("basket")


def test_a_day_to_expect_something_on_is_named(clock):
    thursday, monday = datetime.date(2026, 12, 3), datetime.date(2026, 12, 7)
    assert weekday_span(thursday, monday) == "thứ Năm 3/12 – thứ Hai 7/12"
    assert weekday_span(monday, monday) == "thứ Hai 7/12"
    assert weekday_date(datetime.date(2027, 2, 14)) == "Chủ nhật 14/2/2027"
    assert weekday_date(None) == ""
    with translation.override("en"):
        assert weekday_span(thursday, monday) == "Thu 3 Dec – Mon 7 Dec"
