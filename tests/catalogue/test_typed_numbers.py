"""The one reader of typed numbers: what people write has one meaning, or is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.number_fields import GramsField, MoneyField, PriceField, WholeNumberField
from catalogue.typed_numbers import (
    NumberFault,
    UnclearNumber,
    read_count,
    read_dong,
    read_grams,
)

SEPARATORS = [".", ",", " ", "\u00a0", "\u202f"]
WORDS = ["", "đ", " đ", " ₫", "\u00a0₫", " đồng", " VND", " vnđ"]


@pytest.mark.parametrize(
    "text",
    [
        *("45000", "45.000", "45,000", "45 000", "45\u00a0000", "45\u202f000", " 45.000 "),
        *("45.000đ", "45.000 ₫", "45.000\u00a0₫", "45.000 đồng", "45.000 VNĐ", "45,000 d"),
        *("45k", "45 K", "45 nghìn", "45 ngàn", "45 nghìn đồng", "45kđ"),
    ],
)
def test_forty_five_thousand_is_understood_as_people_write_it(text):
    assert read_dong(text) == 45_000


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.234.567", 1_234_567),
        ("1,234,567", 1_234_567),
        ("1 234 567 ₫", 1_234_567),
        ("45,5k", 45_500),
        ("1,5 triệu", 1_500_000),
        ("2tr", 2_000_000),
        ("0", 0),
        ("999", 999),
    ],
)
def test_other_amounts(text, amount):
    assert read_dong(text) == amount


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("45.5", NumberFault.FRACTION),
        ("4.50", NumberFault.FRACTION),
        ("45,0", NumberFault.FRACTION),
        ("33333.50", NumberFault.FRACTION),
        ("0.500", NumberFault.FRACTION),
        ("1.500k", NumberFault.FRACTION),
        ("1.23.456", NumberFault.GROUPS),
        ("1.234,567", NumberFault.GROUPS),
        ("1.234 567", NumberFault.GROUPS),
        ("45  000", NumberFault.GROUPS),
        ("1234.567.890", NumberFault.GROUPS),
        ("0045", NumberFault.GROUPS),
        ("-5", NumberFault.NEGATIVE),
        ("−45.000", NumberFault.NEGATIVE),
        ("1e5", NumberFault.NO_NUMBER),
        ("٤٥", NumberFault.NO_NUMBER),
        ("４５０００", NumberFault.NO_NUMBER),
        ("+45", NumberFault.NO_NUMBER),
        ("0x10", NumberFault.NO_NUMBER),
        ("45 kg", NumberFault.NO_NUMBER),
        ("45_000", NumberFault.NO_NUMBER),
        ("bốn mươi", NumberFault.NO_NUMBER),
        ("", NumberFault.NO_NUMBER),
        ("9" * 41, NumberFault.NO_NUMBER),
    ],
)
def test_what_is_not_clear_is_refused(text, fault):
    with pytest.raises(UnclearNumber) as refusal:
        read_dong(text)
    assert refusal.value.fault == fault


def test_a_fraction_says_how_it_was_read():
    with pytest.raises(UnclearNumber) as refusal:
        read_dong("45.5")
    assert (refusal.value.whole, refusal.value.fraction) == ("45", "5")


@pytest.mark.parametrize(
    ("text", "grams"), [("1.000", 1000), ("1.000 g", 1000), ("550gr", 550), ("1,5 kg", 1500)]
)
def test_weights(text, grams):
    assert read_grams(text) == grams


def test_a_weight_is_no_price_and_a_count_has_no_unit():
    for read, text in ((read_grams, "45k"), (read_count, "45k"), (read_count, "45 đ")):
        with pytest.raises(UnclearNumber):
            read(text)


@given(st.integers(0, 10**12), st.sampled_from(SEPARATORS), st.sampled_from(WORDS))
def test_every_amount_is_read_back_however_it_is_grouped(amount, separator, word):
    assert read_dong(f"{amount:,}".replace(",", separator) + word) == amount
    assert read_dong(f"{amount}{word}") == amount


@given(st.integers(0, 10**9), st.sampled_from(["k", " nghìn", " ngàn đồng"]))
def test_thousands_in_words(amount, word):
    assert read_dong(f"{amount}{word}") == amount * 1000


@given(st.integers(0, 10**9), st.sampled_from(".,"), st.text("0123456789", min_size=1, max_size=9))
def test_a_fraction_is_never_money(whole, mark, fraction):
    if len(fraction) == 3 and 0 < whole < 1000:
        assert read_dong(f"{whole}{mark}{fraction}") == whole * 1000 + int(fraction)
    else:
        with pytest.raises(UnclearNumber):
            read_dong(f"{whole}{mark}{fraction}")


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_refused_and_nothing_else(text):
    for read in (read_dong, read_grams, read_count):
        try:
            number = read(text)
        except UnclearNumber:
            continue
        assert number >= 0
        assert any(sign in "0123456789" for sign in text)


@given(st.text("0123456789.,kđ -", max_size=12))
def test_what_is_read_says_the_digits_that_were_typed(text):
    try:
        number = read_dong(text)
    except UnclearNumber:
        return
    digits = "".join(sign for sign in text if sign in "0123456789")
    assert str(number).rstrip("0") == digits.lstrip("0").rstrip("0") or number == 0


@pytest.mark.parametrize("field", [WholeNumberField, MoneyField, PriceField, GramsField])
@given(typed=st.one_of(st.text(max_size=20), st.text(" \t\u00a0\u3000", max_size=3)))
def test_whatever_was_typed_can_be_shown_again(field, typed):
    shown = field(required=False).prepare_value(typed)
    assert shown is not None
    assert bool(shown.strip()) == bool(typed.strip())
