"""Rows: kept as printed, with every oddity told."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.register.files.columns import COLUMNS
from catalogue.register.files.contents import RegisterLine
from catalogue.register.rows import parse_line

YEAR = 2026


def parse(cells, **facts):
    return parse_line(RegisterLine(7, cells, **facts), year=YEAR)


def messages(faults):
    assert {fault.line for fault in faults} <= {7}
    return " | ".join(fault.message for fault in faults)


def test_a_good_row_has_no_faults(row):
    parsed, faults = parse(row(price_vnd="185.000"))
    assert faults == []
    assert (parsed.stars, parsed.certified_year, parsed.price_vnd) == ("4", 2024, 185000)


def test_decomposed_text_is_composed_and_is_the_same_product(row):
    composed, _ = parse(row())
    decomposed, _ = parse(
        {column: unicodedata.normalize("NFD", cell) for column, cell in row().items()}
    )
    assert decomposed == composed


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bánh Hoà Bình", "bánh  HÒA BÌNH", True),
        ("Bơ sáp", "Bò sáp", False),
        ("Mơ ngâm", "Mo ngâm", False),
    ],
)
def test_what_makes_one_product_of_two_spellings(row, one, other, same):
    first, second = (parse(row(product_name=name))[0] for name in (one, other))
    assert (first.key == second.key) is same


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("stars", "6", "stars “6” không hợp lệ"),
        ("stars", "bốn", "stars “bốn” không hợp lệ"),
        ("group", "thucpham", "group “thucpham” không hợp lệ"),
        ("producer_type", "cong_ty", "producer_type “cong_ty” không hợp lệ"),
        ("certified_year", "2027", "không phải năm từ 2018 đến 2026"),
        ("certified_year", "20x4", "không phải năm"),
        ("certified_year", "-1", "không phải năm"),
        ("price_vnd", "12,5", "không phải giá theo đồng chẵn"),
        ("price_vnd", "-5000", "không phải giá"),
        ("price_vnd", "0", "không phải giá"),
        ("price_vnd", "9" * 30, "không phải giá"),
        ("product_name", "x" * 300, "dài quá 255 ký tự"),
    ],
)
def test_bad_values_are_told_and_kept_as_printed(row, column, value, told):
    parsed, faults = parse(row(**{column: value}))
    assert told in messages(faults)
    assert parsed is not None
    if column == "stars":
        assert parsed.stars == value


def test_excel_numbers_are_whole(row):
    parsed, faults = parse(row(stars="4.0", certified_year="2024.0", price_vnd="50000.0"))
    assert (parsed.stars, parsed.certified_year, parsed.price_vnd) == ("4", 2024, 50000)
    assert faults == []


def test_a_line_without_a_name_is_no_row(row):
    parsed, faults = parse(row(product_name=" \u200b "))
    assert parsed is None
    assert "không có tên sản phẩm" in messages(faults)


def test_a_shifted_line_is_no_row(row):
    parsed, faults = parse(row(), surplus=2)
    assert parsed is None
    assert "thừa 2 ô" in messages(faults)


def test_missing_cells_are_told(row):
    assert "thiếu 3 ô" in messages(parse(row(), missing=3)[1])


@given(st.lists(st.text(max_size=60), min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_no_text_breaks_a_row(cells):
    parsed, _faults = parse(dict(zip(COLUMNS, cells, strict=True)))
    if parsed is not None:
        assert parsed.product_name
        assert not any(unicodedata.category(each) == "Cc" for each in parsed.product_name)
        again, _ = parse(dict(zip(COLUMNS, cells, strict=True)))
        assert again.key == parsed.key
