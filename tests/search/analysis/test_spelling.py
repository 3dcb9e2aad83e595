"""Slips of the finger are undone with words of the index, the likeliest first."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.text import fold
from search.analysis.spelling import LIMIT, corrections

WORDS = {
    word: number
    for number, words in (
        (40, "ca phe nuoc mam mat ong tra banh dua"),
        (15, "trang rung sau rieng keo hat dieu phu quoc sao yen nho say"),
        (3, "rong tinh bot nghe thit trau gac bep dak lak dong trung ha thao chocolate"),
        (1, "traphaco curcumin ma tong mot nem nhu atiso vicosap mit ich"),
    )
    for word in words.split()
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ca phw", "ca phe"),
        ("cà phw", "cà phe"),
        ("nuoc mma", "nuoc mam"),
        ("nuov mam", "nuoc mam"),
        ("nuooc mam", "nuoc mam"),
        ("nuc mam", "nuoc mam"),
        ("banh trnag", "banh trang"),
        ("sau rieg", "sau rieng"),
        ("yem sao", "yen sao"),
        ("rong nhp", "rong nho"),
        ("tinh bot ngje", "tinh bot nghe"),
        ("traphzco", "traphaco"),
        ("atios", "atiso"),
        ("chocolat", "chocolate"),
        ("ca phe dak lka", "ca phe dak lak"),
        ("nuov mma phu quov", "nuoc mam phu quoc"),
    ],
)
def test_one_slip_in_a_word_is_undone(typed, meant):
    assert corrections(typed, WORDS)[0] == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("caphe", "ca phe"),
        ("matong", "mat ong"),
        ("matongrung", "mat ong rung"),
        ("dongtrunghathao", "dong trung ha thao"),
        ("caphe daklak", "ca phe dak lak"),
        ("nuo c mam", "nuoc mam"),
        ("ca ph e", "ca phe"),
        ("vi co sap", "vicosap"),
        ("nuocm am", "nuoc mam"),
        ("cur cumin", "curcumin"),
    ],
)
def test_spaces_are_put_right(typed, meant):
    assert corrections(typed, WORDS)[0] == meant


def test_the_key_beside_comes_before_the_key_far_away():
    found = corrections("nhp", {"nho": 5, "nhu": 5, "nha": 5})
    assert found[0] == "nho"


def test_what_many_products_have_comes_first():
    assert corrections("ham", {"mam": 40, "cam": 1})[0] == "mam"


def test_words_that_are_known_are_doubted_only_together():
    assert "ma phe" not in corrections("ca phex", WORDS)
    assert corrections("tra trau", {"tra": 9, "trau": 3, "trai": 5})[0] == "tra trai"


def test_a_short_word_that_is_known_is_only_the_slip_of_a_hand():
    assert corrections("tieu den", {"tieu": 9, "den": 3, "dien": 5}) == []


def test_a_word_becomes_no_abbreviation():
    assert corrections("mam ca", {"mam": 9, "ca": 3, "cs": 5}) == []


@pytest.mark.parametrize(
    "typed",
    ["nghêu", "ngheu", "bắp", "Hoàng Sa", "hoang sa", "trái cây sấy", "miền Tây", "xi muoi"],
)
def test_what_places_and_goods_are_called_is_no_slip(typed):
    near = "nghe bao hoang xa trai cay say sau tai mien tay trung kien xa xi muoi muoi"
    assert corrections(typed, dict.fromkeys(near.split(), 9)) == []


def test_a_word_for_goods_is_doubted_without_marks_beside_others():
    assert corrections("mua man", {"mua": 9, "man": 1, "mam": 9}) == ["mua mam"]


def test_marks_of_the_words_that_stay_are_kept():
    assert corrections("bánh trangg", WORDS)[0] == "bánh trang"


@pytest.mark.parametrize("typed", ["", "!!!", "qqqqqqqqqq", "28780", "xyzt123", "東京"])
def test_what_resembles_nothing_gets_no_proposal(typed):
    assert corrections(typed, WORDS) == []


@given(st.text(max_size=130))
def test_no_text_raises(text):
    assert len(corrections(text, WORDS)) <= LIMIT


@given(st.lists(st.sampled_from([*WORDS, "caphe", "nuo", "c", "phw"]), max_size=6).map(" ".join))
def test_proposals_are_new_and_made_of_known_words(text):
    found = corrections(text, WORDS)
    assert len(found) == len(set(found)) <= LIMIT
    assert fold(text) not in map(fold, found)
    assert all(word in WORDS for text in found for word in fold(text).split())


def test_a_long_question_to_a_large_index_takes_no_time():
    letters = "abcdeghiklmnopqrstuvxy"
    many = {a + b + c: 1 for a in letters for b in letters for c in letters} | WORDS
    corrections("nuov mma phu quov dak lka", many)
    started = perf_counter()
    for _ in range(5):
        corrections("nuov mma phu quov dak lka", many)
    assert (perf_counter() - started) / 5 < 0.05
