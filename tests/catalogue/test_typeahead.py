"""Communes while they are typed: names of today and of before July 2025 lead to today's."""

import pytest

from catalogue.places.typeahead import Typeahead

#: No test here queries, but without the mark no test database is made for the places to come from.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="session")
def typeahead(places):
    return Typeahead(places)


@pytest.fixture
def names(typeahead):
    """Return a function: the communes for a text, as "commune, province"."""

    def _names(text, limit=8):
        return [f"{hit.commune}, {hit.commune.province}" for hit in typeahead.find(text, limit)]

    return _names


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Phường 5, Quận 3", "Bàn Cờ, Hồ Chí Minh"),
        ("P.5 Q.3 TP.HCM", "Bàn Cờ, Hồ Chí Minh"),
        ("phuong 5 quan 3", "Bàn Cờ, Hồ Chí Minh"),
        ("12 Nguyễn Trãi, Phường 5, Quận 3", "Bàn Cờ, Hồ Chí Minh"),
        ("huyện Mai Châu, Hòa Bình", "Mai Châu, Phú Thọ"),
        ("Xã Tân Thành, huyện Mai Châu, tỉnh Hòa Bình", "Tân Mai, Phú Thọ"),
        ("ben tr", "Bến Tre, Vĩnh Long"),
        ("sin suoi", "Sin Suối Hồ, Lai Châu"),
        ("phường bến nghé, quận 1, sài gòn", "Sài Gòn, Hồ Chí Minh"),
        ("Phu\u0301 Quo\u0302\u0301c", "Phú Quốc, An Giang"),
    ],
)
def test_what_is_typed_leads_to_the_commune_of_today(names, text, first):
    assert names(text)[0] == first


def test_an_old_district_offers_every_commune_it_became(names):
    offered = names("huyện Mai Châu, Hòa Bình")
    assert len(offered) >= 4
    assert all(name.endswith("Phú Thọ") for name in offered)


def test_the_numbers_of_ward_and_district_are_not_exchanged(names):
    assert "Bàn Cờ, Hồ Chí Minh" not in names("phường 3, quận 5")


def test_the_old_name_is_told_when_it_was_the_one_typed(typeahead):
    hit = typeahead.find("Phường 5, Quận 3", 8)[0]
    assert (hit.former.name, hit.former.district, hit.by_name) == ("Phường 5", "Quận 3", True)
    assert not typeahead.find("quận 3", 8)[-1].by_name


@pytest.mark.parametrize("text", ["", " ", ",,,", "<script>", "123 đường abc", "%", "💥"])
def test_what_names_no_place_finds_none(names, text):
    assert names(text) == []


@pytest.mark.parametrize("text", ["p", "xa", "thanh", "x" * 5000, "th " * 900])
def test_a_flood_of_matches_is_cut_and_quick(typeahead, text, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert len(typeahead.find(text, 8)) <= 8


def test_no_former_commune_is_lost(typeahead, places):
    entries = {id(entry): entry for found in places.communes.values() for entry in found}
    former = [entry for entry in entries.values() if entry.former and entry.communes]
    for entry in former[::23]:
        old = entry.former
        hits = typeahead.find(f"{old.name}, {old.district}, {old.former_province}", 12)
        assert set(entry.communes) <= {hit.commune for hit in hits}, old
