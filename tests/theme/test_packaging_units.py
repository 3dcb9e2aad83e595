"""Numbers, days, money and packings in the reader's language."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from theme.formats import dong, thousands, vn_date
from theme.packaging_units import local_unit
from theme.templatetags.foreign_tags import in_vietnamese


@pytest.mark.parametrize(
    ("language", "number", "money", "day"),
    [
        ("vi", "1.234.567", "185.000\u00a0₫", "05/11/2026"),
        ("en", "1,234,567", "185,000\u00a0₫", "5 Nov 2026"),
    ],
)
def test_numbers_money_and_days_are_written_as_the_reader_writes_them(language, number, money, day):
    with translation.override(language):
        assert (thousands(1234567), dong(185000), vn_date(date(2026, 11, 5))) == (
            number,
            money,
            day,
        )


def test_a_moment_is_told_by_its_day_in_vietnam():
    assert vn_date(datetime(2026, 11, 20, 17, 0, tzinfo=UTC)) == "21/11/2026"


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("hộp 100 g", "box 100 g"),
        ("lốc 6 hũ × 70 ml", "pack of 6 jars × 70 ml"),
        ("hộp 20 túi lọc", "box 20 tea bags"),
        ("chai 1 lít", "bottle 1 litre"),
        ("trái 1,2 kg", "piece of 1.2 kg"),
        ("bộ 10 chiếc", "set 10 pieces"),
        ("1 kg", "1 kg"),
        ("", ""),
        ("nậm 300 ml", "nậm 300 ml"),
    ],
)
def test_a_packing_is_told_in_english_and_kept_in_vietnamese(vietnamese, english):
    assert local_unit(vietnamese) == vietnamese
    with translation.override("en"):
        assert local_unit(vietnamese) == english


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Mật ong Pha Mu", True),
        ("HTX Quảng Hồng", True),
        ("Arabica coffee", False),
        ("A highland province at the head of the Đà river", False),
        ("", False),
    ],
)
def test_names_are_marked_and_sentences_that_quote_one_are_not(text, marked):
    assert in_vietnamese(text) == text
    with translation.override("en"):
        assert ('lang="vi"' in in_vietnamese(text)) is marked
