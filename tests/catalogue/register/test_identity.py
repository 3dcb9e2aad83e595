"""What makes two printed rows one product, and what does not."""

import pytest

from catalogue.register.identity import (
    name_key,
    producer_key,
    product_identity,
    same_product_keys,
)
from tests import makers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kẹo dừa", "KẸO  DỪA "),
        ("Kẹo dừa", "Kẹo dừa (hộp 500g)"),
        ("Kẹo dừa", "Kẹo dừa túi 3 gói"),
        ("Bánh phồng", "Bánh phồng gói 10 cái"),
        ("Bánh phồng", "Bánh phồng 20 chiếc/hộp"),
        ("Kẹo dừa", "Kẹo dừa gói 10 x 20g"),
        ("Cà phê bột", "Cà phê bột 250gr/gói"),
        ("Mật ong rừng", "Mật ong rừng, chai thủy tinh 1 lít"),
        ("Mì chũ", "Mỳ chũ"),
        ("Bánh Hoà Bình", "Bánh Hòa Bình"),
    ],
)
def test_spellings_and_packs_make_no_other_product(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kẹo dừa", "Kẹo dứa"),
        ("Bơ sáp", "Bò sáp"),
        ("Kẹo dừa số 1", "Kẹo dừa số 2"),
        ("Gạo ST24", "Gạo ST25"),
        ("Nước mắm 35 độ đạm", "Nước mắm 40 độ đạm"),
        ("Trà túi lọc", "Trà"),
        ("Cua cái 500g", "Cua 500g"),
    ],
)
def test_marks_numbers_and_other_words_make_another_product(one, other):
    assert name_key(one) != name_key(other)


def test_a_name_that_is_all_pack_stays():
    assert name_key("500g") != name_key("250g")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTX Thử", "Hợp tác xã Thử"),
        ("Cty TNHH Minh Anh", "Công ty trách nhiệm hữu hạn Minh Anh"),
        ("Công ty TNHH MTV Minh Anh", "CTCP Minh Anh"),
        ("Hộ KD Nguyễn Văn A", "Nguyễn Văn A"),
        ("Cơ sở Tám", "CS Tám"),
    ],
)
def test_forms_and_abbreviations_make_no_other_producer(one, other):
    assert producer_key(one) == producer_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("HTX Minh Anh", "Công ty Minh Anh"), ("Cty TM Minh Anh", "Cty SX Minh Anh")],
)
def test_other_families_and_trades_are_other_producers(one, other):
    assert producer_key(one) != producer_key(other)


def test_without_a_producer_there_is_no_identity():
    assert product_identity("Kẹo dừa", "", 1) is None
    assert product_identity("Kẹo dừa", "HTX Thử", None) is None


@pytest.mark.django_db
def test_doubles_in_the_books_have_one_key():
    province = makers.province()
    first = makers.product("Kẹo dừa", producer=makers.producer("HTX Thử", province=province))
    other = makers.product(
        "Kẹo dừa hộp 500g", producer=makers.producer("Hợp tác xã Thử", province=province)
    )
    makers.product("Kẹo dứa", producer=first.producer)
    assert sorted(map(len, same_product_keys().values())) == [1, 2]
    assert [first.pk, other.pk] in same_product_keys([province.pk]).values()
