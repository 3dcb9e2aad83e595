"""Tables that people take away: nothing in them runs, and Excel reads Vietnamese."""

import csv
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.spreadsheets import BOM, csv_lines, csv_response, safe_cell


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x.example";"x")',
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "＝1+1",
        "+84912345678",
    ],
)
def test_a_formula_becomes_text(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Nguyễn Thị Sáu", "12 - 14 ấp Phú", "a=b", "", "24-07294-1"])
def test_other_text_stays_as_it_is(text):
    assert safe_cell(text) == text


def test_amounts_are_whole_and_stay_numbers():
    assert safe_cell(Decimal("2029000.00")) == 2_029_000
    assert safe_cell(-5) == -5
    assert safe_cell(None) == ""


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_no_text_begins_like_a_formula(text):
    assert not str(safe_cell(text)).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@given(
    texts=st.lists(st.text(alphabet=";=+-@＝\t\r\n\"' a,1", max_size=12), min_size=1, max_size=3)
)
def test_no_cell_is_run_wherever_excel_parts_the_lines(separator, texts):
    """With Vietnamese settings Excel takes a semicolon for the end of a cell."""
    file = StringIO("".join(csv_lines([texts])).removeprefix(BOM), newline="")
    cells = [cell for row in csv.reader(file, delimiter=separator) for cell in row]
    assert not [c for c in cells if c.lstrip(" ").startswith(("=", "+", "-", "@", "＝"))]


def test_a_file_begins_with_the_mark_and_is_read_back():
    response = csv_response("don-hang.csv", [["Tên", "Tiền"], ['Sáu, "x"\n', 1]])
    text = b"".join(response.streaming_content).decode()
    assert text.startswith(BOM)
    assert list(csv.reader(StringIO(text.removeprefix(BOM), newline=""))) == [
        ["Tên", "Tiền"],
        ['Sáu, "x"\n', "1"],
    ]
    assert "don-hang.csv" in response["Content-Disposition"]


def test_lines_come_one_by_one():
    def rows():
        yield ["a"]
        raise AssertionError("asked for too early")

    lines = csv_lines(rows())
    assert [next(lines), next(lines)] == [BOM, "a\r\n"]
