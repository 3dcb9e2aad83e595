"""Phone numbers as Vietnamese write them."""

import pytest
from django.core.exceptions import ValidationError

from shop.users.phone import normalize_phone, validate_phone

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
