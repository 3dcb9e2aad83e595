"""What telex and VNI leave behind is read back; what is no Vietnamese stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.text import fold
from search.analysis.input_methods import LIMIT, decode


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("caf phee", "cà phê"),
        ("nuwowcs mawms", "nước mắm"),
        ("nwowcs mawms", "nước mắm"),
        ("nuocws mawms", "nước mắm"),
        ("maajt ong", "mật ong"),
        ("maatj ong", "mật ong"),
        ("saafu rieeng", "sầu riêng"),
        ("banhs trangs", "bánh tráng"),
        ("traf hoa vangf", "trà hoa vàng"),
        ("hatj ddieeuf", "hạt điều"),
        ("DDawks Lawks", "đắk lắk"),
        ("quyts hoongf", "quýt hồng"),
        ("gieengs", "giếng"),
        ("gif", "gì"),
        ("ddoong trungf haj thaor", "đông trùng hạ thảo"),
        ("xoaif saays dẻo", "xoài sấy dẻo"),
        ("khuya ruwowuj", "khuya rượu"),
    ],
)
def test_telex_is_read(typed, meant):
    assert decode(typed)[0] == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ca2 phe6", "cà phê"),
        ("nuoc71 mam81", "nước mắm"),
        ("nu7o71c ma81m", "nước mắm"),
        ("ma65t ong", "mật ong"),
        ("d9o6ng tru2ng ha5 tha3o", "đông trùng hạ thảo"),
        ("buo73i da xanh", "bưởi da xanh"),
        ("D9a81k La81k", "đắk lắk"),
    ],
)
def test_vni_is_read(typed, meant):
    assert decode(typed)[0] == meant


@pytest.mark.parametrize(
    "typed",
    [
        "ca phe",
        "cà phê",
        "green tea",
        "coffee",
        "chocolate",
        "gao ST25",
        "40N",
        "83-829-28780-3-2022",
        "ca phw",
        "a" * 200,
        "w",
        "!!!",
        "",
    ],
)
def test_other_words_are_left_alone(typed):
    assert decode(typed) == []


@given(st.text(max_size=40))
def test_no_text_raises_and_few_readings_come(text):
    assert len(decode(text)) <= LIMIT


@given(st.text("acdehmnopstuwjfrx ", max_size=25))
def test_a_reading_is_never_the_text_itself(text):
    assert text not in decode(text)


@given(st.sampled_from(["cà phê", "nước mắm", "mật ong rừng", "bưởi da xanh", "hạt điều"]))
def test_what_is_read_folds_to_plain_letters(text):
    assert fold(text).isascii()
    assert decode(text) == []
