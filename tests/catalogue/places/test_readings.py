"""Any place of the files, written in any usual way, is proposed or asked for; never another one.

Examples are drawn by hypothesis: a commune of today or of before July 2025, its kind in full,
shortened or left out, with marks or without, i for y, districts or none, a postcode behind it.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.places.typeahead import Typeahead
from catalogue.reference.files import read
from catalogue.text import SLUG_MAP, fold

pytestmark = pytest.mark.django_db

PROVINCES = {row["code"]: row for row in read("provinces.csv")}
TODAY = list(read("communes.csv"))
FORMER = [row for row in read("former_communes.csv") if row["name_vi"]]
KINDS = {
    "xa": ["xã ", "Xã ", "X. ", "x."],
    "phuong": ["phường ", "P. ", "P.", "p "],
    "dac_khu": ["đặc khu ", "Đặc khu "],
    "Xã": ["xã ", "X. ", "x "],
    "Phường": ["phường ", "P. ", "P."],
    "Thị trấn": ["thị trấn ", "TT ", "TT. ", "tt."],
}
CITIES = ["TP. ", "TP ", "thành phố ", "tp."]


@pytest.fixture(scope="session")
def typeahead(places):
    return Typeahead(places)


def bare(name: str) -> str:
    """The name without the kind that tells two of one name apart."""
    return name.partition(" (")[0]


def unmarked(text: str) -> str:
    """The text as people type who have no Vietnamese keyboard."""
    for letter, plain in SLUG_MAP.items():
        text = text.replace(letter, plain)
    return "".join(fold(each) if each.isalpha() else each for each in text)


@st.composite
def spelled(draw, parts):
    """Parts of an address joined as people do."""
    text = draw(st.sampled_from([", ", ",", " - ", "; "])).join(parts)
    text = draw(st.sampled_from([str, str.lower, str.upper, unmarked]))(text)
    if draw(st.booleans()):
        text = text.replace("Quy", "Qui").replace("Mỹ", "Mĩ").replace("Lý", "Lí")
    return text + draw(st.sampled_from(["", "", ", 700000", ", Việt Nam", " "]))


@st.composite
def addresses_of_today(draw):
    row = draw(st.sampled_from(TODAY))
    province = PROVINCES[row["province_code"]]
    kind = draw(st.sampled_from(["", *KINDS[row["type"]]]))
    before = CITIES if province["type"] == "thanh_pho" else ["tỉnh ", "T. "]
    named = draw(st.sampled_from(["", *before])) + province["name_vi"]
    return draw(spelled([kind + row["name_vi"], named])), {row["code"]}


@st.composite
def addresses_of_before(draw):
    row = draw(st.sampled_from(FORMER))
    name, district = bare(row["name_vi"]), bare(row["former_district"])
    if name.startswith("Phường "):
        kind = draw(st.sampled_from(["Phường ", "P.", "P. ", "P"]))
        name = name.removeprefix("Phường ")
    else:
        kind = draw(st.sampled_from(["", *KINDS[row["former_type"]]]))
    if district.startswith("Quận "):
        district = draw(st.sampled_from(["Quận ", "Q.", "Q"])) + district.removeprefix("Quận ")
    parts = [kind + name, district, row["former_province"]]
    return draw(spelled(parts)), set(row["current_codes"].split(";"))


@settings(max_examples=300, deadline=None)
@given(address=addresses_of_today())
def test_a_commune_of_today_is_among_the_proposals_or_the_only_one(typeahead, address):
    text, codes = address
    reading = typeahead.read(text)
    assert codes <= {hit.commune.code for hit in reading.hits}
    assert reading.sole is None or {reading.sole.commune.code} == codes


@settings(max_examples=300, deadline=None)
@given(address=addresses_of_before())
def test_a_former_commune_leads_to_what_it_became_and_to_nothing_else(typeahead, address):
    text, codes = address
    reading = typeahead.read(text)
    assert codes <= {hit.commune.code for hit in reading.hits}
    assert reading.sole is None or {reading.sole.commune.code} == codes


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=300))
def test_no_text_breaks_the_reading(typeahead, text):
    reading = typeahead.read(text)
    assert reading.sole is None or reading.sole in reading.hits
