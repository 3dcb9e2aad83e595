"""Other words are added for what a name surely means, and only then."""

import pytest

from search.synonyms import other_words
from search.terms import read_terms


@pytest.mark.parametrize(
    ("name", "added"),
    [
        ("Thịt lợn gác bếp", "thịt heo"),
        ("Lạc rang", "đậu phộng"),
        ("Đậu phộng rang", "lạc"),
        ("Cà phê bột", "coffee"),
        ("Chè Shan tuyết", "trà shan tuyết"),
        ("Dứa sấy", "thơm"),
        ("HTX Suối Giàng", "hợp tác xã"),
        ("CA PHE BOT", "coffee"),
    ],
)
def test_added(name, added):
    assert added in other_words(name)


@pytest.mark.parametrize(
    ("name", "never"),
    [
        ("Gạo thơm", "dứa"),
        ("Trà Na Hang", "mãng cầu"),
        ("Vải thổ cẩm", "lychee"),
        ("LAC RANG", "đậu phộng"),
        ("Quả cầu len", "trái"),
    ],
)
def test_not_added(name, never):
    assert never not in other_words(name)


def test_terms():
    terms = read_terms("  Cà-phê,  ca PHÊ! ")
    assert [term.folded for term in terms] == [" ca ", " phe ", " ca "]
    assert [term.has_marks for term in terms] == [True, True, False]
    assert read_terms("!!! ---") == ()
    assert len(read_terms("a b c d e f g h i j k l m n o p")) == 12
