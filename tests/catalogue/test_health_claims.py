"""Words that sell goods like medicine, and words that only look like them."""

import pytest
from django.core.exceptions import ValidationError

from catalogue.health_claims import find_health_claim, validate_no_health_claim
from catalogue.reference.files import read


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Chữa khỏi ung thư sau ba ngày", "chữa khỏi"),
        ("CHỮA  KHỎI mọi thứ", "chữa khỏi"),
        ("chua khoi ung thu", "chữa khỏi"),
        ("Chữa-khỏi", "chữa khỏi"),
        ("C\u200bhữa khỏi", "chữa khỏi"),
        ("Ｃｈữａ ｋｈỏｉ", "chữa khỏi"),
        ("Trà hỗ trợ điều trị tiểu đường", "điều trị"),
        ("Mật ong trị ho cho bé", "trị ho"),
        ("Đặc trị mất ngủ", "đặc trị"),
        ("Không phải là thuốc nhưng chữa khỏi ung thư", "chữa khỏi"),
    ],
)
def test_what_says_that_it_heals_is_found(text, claim):
    assert find_health_claim(text) == claim
    with pytest.raises(ValidationError, match=claim):
        validate_no_health_claim(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thực phẩm này không phải là thuốc và không có tác dụng thay thế thuốc chữa bệnh",
        "Thực phẩm này không phải là thuốc, không có tác dụng thay thế thuốc chữa bệnh.",
        "Tôi chưa khỏi mệt",
        "Giải thưởng trị giá 3 triệu đồng",
        "Canh chua gan lợn, dưa chua đậu phụ",
        "Canh chua gan",
        "Hương thơm, vị ngọt hậu",
        "",
    ],
)
def test_what_does_not_is_left_alone(text):
    assert find_health_claim(text) == ""


def test_no_name_of_the_register_is_a_claim():
    claims = {
        row["product_name"]: find_health_claim(row["product_name"])
        for row in read("ocop_products.csv")
    }
    assert {name: claim for name, claim in claims.items() if claim} == {}
