"""Superlatives that nobody proves, and words that only look like them."""

import pytest

from catalogue.claims import find_claim
from catalogue.reference.files import read


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mật ong tốt nhất miền Tây", "tốt nhất"),
        ("SỐ MỘT Việt Nam", "số một"),
        ("Trà số 1", "số 1"),
        ("Loại duy nhất ở đây", "duy nhất"),
        ("Chữa khỏi ho", "chữa khỏi"),
    ],
)
def test_what_may_not_be_said_is_found_with_its_law(text, words):
    claim = find_claim(text)
    assert claim is not None
    assert claim.words == words
    assert words in claim.sentence


@pytest.mark.parametrize(
    "text",
    ["Ngon, nhất là khi ướp lạnh", "Vụ thứ nhất", "Giữ lạnh ít nhất hai giờ", "tot nhat", ""],
)
def test_what_only_looks_like_it_is_left_alone(text):
    assert find_claim(text) is None


def test_no_name_of_the_register_is_a_claim():
    names = {row["product_name"] for row in read("ocop_products.csv")}
    assert [name for name in names if find_claim(name)] == []
