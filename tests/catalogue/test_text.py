"""Folding meets the golden cases of the domain and holds its laws for any text at all."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.text import (
    SLUG_MAP,
    clean_text,
    fold,
    normalize,
    one_line,
    slugify_vi,
    tokens,
    tone_key,
)

VIETNAMESE = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
)
vietnamese = st.text(VIETNAMESE + VIETNAMESE.upper() + " -,.0123456789", max_size=40)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Đắk Lắk", "dak lak"),
        ("Đăk  Lăk", "dak lak"),
        ("ĐẮK LẮK", "dak lak"),
        ("Ðắk Lắk", "dak lak"),
        ("cà phê", "ca phe"),
        ("CAFE", "cafe"),
        ("nước mắm Phú Quốc", "nuoc mam phu quoc"),
        ("Bà Rịa - Vũng Tàu", "ba ria vung tau"),
        ("TP.HCM", "tp hcm"),
        ("Sầu riêng, bơ & bò", "sau rieng bo bo"),
        ("  mật\u00a0ong\trừng ", "mat ong rung"),
        ("mắm\u200b tôm", "mam tom"),
        ("rượu 39°", "ruou 39"),
        ("Ｃà phê", "ca phe"),
        ("", ""),
        ("₫ – …", ""),
    ],
)
def test_golden_cases(typed, folded):
    assert fold(typed) == folded


@pytest.mark.parametrize("turn", "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u061c")
def test_nothing_typed_turns_what_stands_behind_it(turn):
    assert one_line(f"{turn}Lan") == clean_text(f"La{turn}n") == "Lan"


@pytest.mark.parametrize("blank", ["\u3164", "\u2800\u2800", "\u115f\u1160", "\uffa0", " \u034f"])
def test_a_name_that_nobody_can_see_is_none(blank):
    assert one_line(blank) == ""


def test_letters_of_other_scripts_and_pictures_stay():
    assert one_line("Lan 🍵👩‍👩‍👧 茶 שלום") == "Lan 🍵👩‍👩‍👧 茶 שלום"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("thuý", "thúy"),
        ("khoẻ", "khỏe"),
        ("Hoà Bình", "Hòa Bình"),
        ("thuỷ", "thủy"),
    ],
)
def test_tone_placement_makes_no_difference(one, other):
    assert fold(one) == fold(other)
    assert tone_key(one) == tone_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("bơ", "bò"), ("Đắk", "Dak"), ("chè", "chẻ"), ("đa", "da")]
)
def test_marks_tell_words_apart(one, other):
    assert fold(one) == fold(other)
    assert tone_key(one) != tone_key(other)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_unicode_form_makes_no_difference(text):
    forms = {fold(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
    assert forms == {fold(text)}


@given(vietnamese)
def test_vietnamese_folds_to_plain_letters_whatever_the_case(text):
    assert fold(text).isascii()
    assert fold(text) == fold(text.upper()) == fold(text.lower())


@given(st.text(max_size=60))
def test_words_are_one_space_apart(text):
    assert fold(text) == " ".join(fold(text).split())
    assert tokens(text) == fold(text).split()


@given(st.text(max_size=60))
def test_marked_words_are_the_same_in_every_unicode_form(text):
    forms = {tone_key(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
    assert forms == {tone_key(text)}


@given(vietnamese)
def test_marked_words_are_the_same_whatever_the_case(text):
    assert tone_key(text) == tone_key(text.upper()) == tone_key(text.lower())


@given(vietnamese)
def test_marked_words_without_their_marks_are_the_folded_ones(text):
    bare = unicodedata.normalize("NFD", tone_key(text))
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    assert letters.replace("đ", "") == fold(text)
    assert tone_key(tone_key(fold(text))) == fold(text)


@given(vietnamese)
def test_d_with_and_without_its_stroke_fold_alike(text):
    plain = text.replace("đ", "d").replace("Đ", "D")
    assert fold(text) == fold(plain)
    assert tokens(text) == tokens(plain)


@given(st.sampled_from(["oa", "oe", "uy"]), st.sampled_from("\u0300\u0301\u0303\u0309\u0323"))
def test_the_tone_may_stand_on_either_vowel(vowels, tone):
    first, second = f"h{vowels[0]}{tone}{vowels[1]}", f"h{vowels}{tone}"
    assert fold(first) == fold(second) == f"h{vowels}"
    assert tone_key(first) == tone_key(second)


@given(st.text(max_size=60))
def test_normalizing_composes_and_keeps_the_letters(text):
    stored = normalize(text)
    assert unicodedata.is_normalized("NFC", stored)
    assert normalize(stored) == stored
    assert fold(stored) == fold(text)


def test_normalizing_drops_what_nobody_sees():
    assert normalize("\ufeffca\u0300 phe\u0302") == "cà phê"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Mật ong U Minh", "mat-ong-u-minh"),
        ("Đặc sản Bến Tre", "dac-san-ben-tre"),
        ("Nước mắm (40° đạm)", "nuoc-mam-40-dam"),
        ("Trà Hoà Bình №1", "tra-hoa-binh-no1"),
        ("東京", ""),
    ],
)
def test_slugs(name, slug):
    assert slugify_vi(name) == slug


@given(st.text(max_size=60), st.integers(min_value=1, max_value=30))
def test_slugs_are_plain_short_and_stable(text, limit):
    slug = slugify_vi(text, max_length=limit)
    assert len(slug) <= limit
    assert slug == slugify_vi(slug)
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-")
    assert not slug.endswith("-")


def test_slug_map_covers_what_unicode_does_not_decompose():
    for letter in VIETNAMESE + VIETNAMESE.upper():
        plain = unicodedata.normalize("NFD", SLUG_MAP.get(letter, letter))[0]
        assert plain.isascii()
