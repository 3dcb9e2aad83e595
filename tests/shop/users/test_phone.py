"""Phone numbers as Vietnamese write them."""

import pytest
from django.core.exceptions import ValidationError

from shop.users.phone import (
    local_phone,
    normalize_phone,
    read_any_phone,
    read_vietnamese_phone,
    validate_phone,
)

SPELLINGS = [
    "0912345678",
    "0912 345 678",
    "0912.345.678",
    "(0912) 345-678",
    "84912345678",
    "+84912345678",
    "+84 912 345 678",
    "+84 (0)912 345 678",
    "0084912345678",
    "０９１２ ３４５ ６７８",
    "091\uff12345678",
    "912345678",
    "912 345 678",
]


@pytest.mark.parametrize("text", SPELLINGS)
def test_one_number_in_all_spellings(text):
    assert normalize_phone(text) == "+84912345678"
    validate_phone(text)


@pytest.mark.parametrize("text", SPELLINGS)
def test_normalizing_twice_changes_nothing(text):
    once = normalize_phone(text)
    assert normalize_phone(once) == once


@pytest.mark.parametrize(
    "text", ["", "abc", "091234567", "09123456789", "0212345678", "+1 912 345 678", "0012345678"]
)
def test_what_is_no_mobile_number_is_refused(text):
    with pytest.raises(ValidationError):
        validate_phone(text)


@pytest.mark.parametrize(
    ("text", "stored", "shown"),
    [
        ("912345678", "+84912345678", "0912 345 678"),
        ("028 3829 5678", "+842838295678", "028 3829 5678"),
        ("(024) 3825-1234", "+842438251234", "024 3825 1234"),
        ("84 28 3829 5678", "+842838295678", "028 3829 5678"),
        ("+84 (0)203 382 5678", "+842033825678", "0203 382 5678"),
    ],
)
def test_a_courier_can_call_mobiles_and_landlines(text, stored, shown):
    assert read_vietnamese_phone(text) == stored
    assert local_phone(stored) == shown


@pytest.mark.parametrize(
    "text",
    ["+1 415 555 2671", "0049 30 123456", "028 3829 567", "1900 1234", "0912345678/0987654321"],
)
def test_a_courier_cannot_call_anything_else(text):
    with pytest.raises(ValidationError):
        read_vietnamese_phone(text)


@pytest.mark.parametrize(
    ("text", "stored", "shown"),
    [
        ("+1 415 555 2671", "+14155552671", "+1 415-555-2671"),
        ("0049 30 12345678", "+493012345678", "+49 30 12345678"),
        ("+81-3-1234-5678", "+81312345678", "+81 3-1234-5678"),
        ("+999 123 4567", "+9991234567", "+9991234567"),
        ("0912 345 678", "+84912345678", "0912 345 678"),
    ],
)
def test_a_giver_may_have_a_number_of_any_country(text, stored, shown):
    assert read_any_phone(text) == stored
    assert local_phone(stored) == shown


@pytest.mark.parametrize(
    "text", ["415 555 2671", "+84 415 555 267", "+0 123", "+12", "+" + "9" * 20]
)
def test_a_foreign_number_needs_its_country_code(text):
    with pytest.raises(ValidationError):
        read_any_phone(text)


@pytest.mark.parametrize("text", ["028 3829 5678", "+1 415 555 2671"])
def test_an_account_needs_a_mobile_that_can_get_codes(text):
    with pytest.raises(ValidationError):
        validate_phone(text)
