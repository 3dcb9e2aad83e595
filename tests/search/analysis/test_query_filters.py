"""Filters said in words become filters; everything else stays what it is."""

import csv

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from catalogue.reference.files import DATA
from catalogue.text import slugify_vi
from search.analysis.query_filters import _FORMER_AREAS, _REGIONS, read_filters
from search.query import SearchQuery


@pytest.mark.parametrize(
    ("typed", "rest", "said"),
    [
        ("dưới 200k", "", {"price_to": 200_000}),
        ("cà phê dưới 200k", "cà phê", {"price_to": 200_000}),
        ("ca phe duoi 100 nghin", "ca phe", {"price_to": 100_000}),
        ("trà dưới 500.000đ", "trà", {"price_to": 500_000}),
        ("yến trên 1,5 triệu", "yến", {"price_from": 1_500_000}),
        ("từ 100k đến 300k", "", {"price_from": 100_000, "price_to": 300_000}),
        ("trà 100-200k", "trà", {"price_from": 100_000, "price_to": 200_000}),
        ("tea under 200000", "tea", {"price_to": 200_000}),
        ("OCOP 5 sao", "", {"stars": (5,)}),
        ("mật ong 4 sao", "mật ong", {"stars": (4,)}),
        ("từ 4 sao", "", {"stars": (4, 5)}),
        ("chè 4 sao trở lên", "chè", {"stars": (4, 5)}),
        ("5 star coffee", "coffee", {"stars": (5,)}),
        ("cà phê giá rẻ", "cà phê", {"sort": "gia"}),
        ("hàng mới", "", {"sort": "moi"}),
        ("đặc sản miền Tây", "", {"region": "dong-bang-song-cuu-long"}),
        ("mat ong dbscl", "mat ong", {"region": "dong-bang-song-cuu-long"}),
        ("gạo 5 sao dưới 1 triệu", "gạo", {"stars": (5,), "price_to": 1_000_000}),
    ],
)
def test_what_is_said_becomes_a_filter(typed, rest, said):
    assert read_filters(typed) == (rest, said)


@pytest.mark.parametrize(
    "typed",
    [
        *("cà phê", "gạo 5-10kg", "24-601-00012-1-2024", "nước mắm 40 độ đạm", "trà 500g"),
        *(
            "từ 2024",
            "trên 40 độ",
            "2 sao",
            "miến tây",
            "hoa hồng dưới 30",
            "dưới 1.2.3k",
            "12 sao",
        ),
    ],
)
def test_all_else_stays_text(typed):
    assert read_filters(typed) == (typed, {})


@given(st.text(max_size=130))
def test_no_text_raises(text):
    read_filters(text)


def test_a_query_is_read_with_them_and_its_address_settles():
    query = SearchQuery.parse(QueryDict("q=cà phê Tây Nguyên 5 sao&sao=3&trang=2"))
    assert (query.text, query.stars, query.page) == ("cà phê", (5,), 2)
    assert query.provinces == ("dak-lak-cu", "dak-nong", "gia-lai-cu", "kon-tum", "lam-dong-cu")
    assert SearchQuery.parse(QueryDict(query.url("/").partition("?")[2])) == query


def test_every_land_and_region_is_known():
    now = slugs("provinces", "name_vi")
    formers = {
        f"{slug}-cu" if slug in now else slug for slug in slugs("former_provinces", "name_vi")
    }
    assert slugs("regions", "name") >= _REGIONS.keys()
    assert formers >= {slug for said in _FORMER_AREAS.values() for slug in said.split()}


def slugs(file, column):
    with (DATA / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        return {slugify_vi(row[column]) for row in csv.DictReader(lines)}
