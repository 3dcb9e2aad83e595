"""What banks make of a reference, and what is found of it."""

import pytest

from shop.payment.transfer.references import find_references


@pytest.mark.parametrize(
    "content",
    [
        "OCOP100023",
        "ocop100023",
        "Ocop 100023",
        "O C O P 100023",
        "OCOP-100023",
        "MBVCB.3278907687.OCOP100023.CT tu 0123 NGUYEN VAN A toi 0011",
        "MBVCB.123.ocop 100-023.CT tu",
        "IBFT OCOP100023FT26325123456",
        "thanh toán đơn hàng OCOP.100023",
        "0COP100023",
        "CHUYEN TIEN OCOP100 023",
    ],
)
def test_a_reference_is_found_in_what_banks_make_of_it(content):
    assert any("OCOP100023" in place for place in find_references(content))


def test_digits_apart_may_be_one_number_or_two():
    assert find_references("OCOP100023 0912") == [["OCOP1000230912", "OCOP100023"]]


@pytest.mark.parametrize(
    "content", ["", "CHUYEN TIEN", "OCOP", "OCOP 12", "100023", "SCOOP 100023"]
)
def test_nothing_is_found_where_nothing_is_named(content):
    assert find_references(content) == []


def test_two_orders_in_one_text_are_two_places():
    assert find_references("OCOP100023 va OCOP100024") == [["OCOP100023"], ["OCOP100024"]]
