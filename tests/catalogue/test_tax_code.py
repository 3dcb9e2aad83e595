"""Tax codes: a slip of the pen is noticed before an invoice is written."""

import pytest

from catalogue.tax_code import is_tax_code, normalize_tax_code


@pytest.mark.parametrize(
    "text", ["0100109106", "0100 109 106", "0100109106-001", "0100109106001", "001099012345"]
)
def test_codes_that_can_be_issued(text):
    assert is_tax_code(normalize_tax_code(text))


@pytest.mark.parametrize(
    "text",
    ["", "0100109107", "0100109106-000", "010010910", "01001091066", "abc", "٠١٠٠١٠٩١٠٦", "-1"],
)
def test_codes_that_cannot(text):
    assert not is_tax_code(normalize_tax_code(text))


def test_one_wrong_digit_is_always_noticed():
    good = "0100109106"
    for place in range(9):
        for digit in "0123456789":
            changed = good[:place] + digit + good[place + 1 :]
            assert is_tax_code(changed) == (changed == good)
