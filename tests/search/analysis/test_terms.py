"""Typed words keep their marks; words that tell nothing are left out beside others."""

import pytest

from search.analysis.terms import read_terms


def test_terms_keep_their_marks_and_come_once():
    terms = read_terms("  Cà-phê,  ca PHÊ! ")
    assert [term.folded for term in terms] == [" ca ", " phe ", " ca "]
    assert [term.has_marks for term in terms] == [True, True, False]
    assert read_terms("!!! ---") == ()
    assert len(read_terms("a b c d e f g h i j k l m n o p")) == 12


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("đặc sản Bến Tre", ["Bến", "Tre"]),
        ("mat ong ocop", ["mat", "ong"]),
        ("sản phẩm OCOP trà", ["trà"]),
        ("quả xoài", ["xoài"]),
        ("trái bưởi da xanh", ["bưởi", "da", "xanh"]),
        ("các loại trà", ["trà"]),
        ("TP. Cần Thơ", ["Cần", "Thơ"]),
        ("thanh pho Hue", ["Hue"]),
        ("tinh gia lai", ["gia", "lai"]),
        ("cà phê huyện Mai Châu", ["cà", "phê", "Mai", "Châu"]),
        ("H. Cần Giờ", ["Cần", "Giờ"]),
    ],
)
def test_what_is_said_of_all_products_is_left_out(typed, told):
    assert [term.typed for term in read_terms(typed)] == told


@pytest.mark.parametrize(
    "typed",
    [
        *("đặc sản", "OCOP", "sản phẩm ocop", "quả", "trái cây", "cá quả", "qua tang", "san ho"),
        *("tinh dau tram", "tinh bột nghệ", "xa den", "hợp tác xã", "tinh", "tp"),
    ],
)
def test_what_would_leave_nothing_or_means_a_thing_is_kept(typed):
    assert [term.typed for term in read_terms(typed)] == typed.split()
