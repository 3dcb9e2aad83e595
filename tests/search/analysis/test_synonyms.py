"""Other words are added for what a name surely means, and only then."""

import csv

import pytest

from catalogue.text import tone_key
from search.analysis.synonyms import FILE, other_words


def rows():
    with FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


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
        ("Công ty CP Gốm Chu Đậu", "công ty cổ phần"),
        ("HTXNN Tam Ngãi", "hợp tác xã nông nghiệp"),
        ("Khô cá tra một nắng", "1 nắng"),
        ("Mì gạo", "mỳ"),
        ("Ruốc lợn", "chà bông heo"),
    ],
)
def test_what_a_name_surely_means_is_added(name, added):
    assert added in other_words(name)


@pytest.mark.parametrize(
    ("name", "added"),
    [
        ("Thịt heo", "pork"),
        ("Trà Shan tuyết", "tea"),
        ("Khóm sấy", "pineapple"),
        ("Tiêu sọ", "pepper"),
        ("Trà xanh", "green tea"),
        ("Hạt điều", "cashew nuts"),
        ("Xoài sấy", "dried mangoes"),
        ("Kẹo dừa", "coconut candies"),
        ("Miến dong", "glass noodle"),
    ],
)
def test_variants_stand_for_each_other(name, added):
    assert added in other_words(name)


@pytest.mark.parametrize(
    ("name", "never"),
    [
        ("Gạo thơm", "dứa"),
        ("Trà Na Hang", "mãng cầu"),
        ("Nước mắm Lê Gia", "pear"),
        ("Kẹo dừa Cam Ranh", "orange"),
        ("Vải thổ cẩm", "lychee"),
        ("Bơ đậu phộng", "avocado"),
        ("Tinh bột nghệ nếp đỏ", "gạo nếp"),
        ("Trà lạc tiên", "peanut"),
        ("Nhang quế Trà Bồng", "tea"),
        ("Chè lam", "trà"),
        ("LAC RANG", "đậu phộng"),
        ("Quả cầu len", "trái"),
        ("Cá chuối", "banana"),
        ("Chà bông tôm", "pork floss"),
    ],
)
def test_what_a_word_means_elsewhere_is_not_added(name, never):
    assert never not in other_words(name)


@pytest.mark.parametrize(
    ("name", "added"),
    [
        ("Na Chi Lăng", "mãng cầu"),
        ("Bơ sáp", "avocado"),
        ("Cam sành", "orange"),
        ("Quả lê Tai Nung", "pear"),
        ("Điều rang muối", "hạt điều"),
        ("Vải thiều Lục Ngạn", "lychee"),
    ],
)
def test_an_ambiguous_word_counts_where_it_opens_the_name(name, added):
    assert added in " ".join(other_words(name))


def test_no_row_says_what_folding_says_already():
    idle = [row for row in rows() if tone_key(row["canonical"]) == tone_key(row["variant"])]
    assert idle == []


def test_no_row_stands_twice():
    pairs = [(tone_key(row["canonical"]), tone_key(row["variant"])) for row in rows()]
    assert len(pairs) == len(set(pairs))


def test_every_row_is_of_a_known_kind():
    kinds = {"regional", "abbreviation", "english", "spelling", "name"}
    assert {row["kind"] for row in rows()} == kinds
    assert all(bool(row["variant"]) != (row["kind"] == "name") for row in rows())
