"""Written places lead to current ones, by old and new names, and never by a guess."""

import csv

import pytest

from catalogue.places import resolve_origin
from catalogue.reference.files import DATA, read
from catalogue.text import fold

#: No test here queries, but without the mark no test database is made for the places to come from.
pytestmark = pytest.mark.django_db


@pytest.fixture
def resolve(places):
    """Resolve commune, district and province without touching the database."""

    def _resolve(commune="", district="", province="", year=None):
        return resolve_origin(commune, district, province, year, index=places)

    return _resolve


@pytest.mark.parametrize(
    ("text", "province", "former"),
    [
        ("Bến Tre", "Vĩnh Long", "Bến Tre"),
        ("ben tre", "Vĩnh Long", "Bến Tre"),
        ("TỈNH BẾN TRE", "Vĩnh Long", "Bến Tre"),
        ("Hoà Bình", "Phú Thọ", "Hòa Bình"),
        ("Đăk Lăk", "Đắk Lắk", None),
        ("Dak Lak province", "Đắk Lắk", None),
        ("Bắc Cạn", "Thái Nguyên", "Bắc Kạn"),
        ("Kontum", "Quảng Ngãi", "Kon Tum"),
        ("Thừa Thiên - Huế", "Huế", "Thừa Thiên Huế"),
        ("TT Huế", "Huế", "Thừa Thiên Huế"),
        ("Bà Rịa Vũng Tàu", "Hồ Chí Minh", "Bà Rịa - Vũng Tàu"),
        ("tp hcm", "Hồ Chí Minh", None),
        ("TP.HCM", "Hồ Chí Minh", None),
        ("Sài Gòn", "Hồ Chí Minh", None),
        ("Ho Chi Minh City", "Hồ Chí Minh", None),
    ],
)
def test_provinces_by_any_name(resolve, text, province, former):
    origin = resolve(province=text)
    assert origin.province.name == province
    assert (origin.former_province and origin.former_province.name) == former


@pytest.mark.parametrize(
    ("row", "commune"),
    [
        (("xã Phú Cần", "huyện Tiểu Cần", "Trà Vinh"), "Tiểu Cần"),
        (("xa phu can", "huyen tieu can", "tinh tra vinh"), "Tiểu Cần"),
        (("X. Phú Cần", "H. Tiểu Cần", "Trà Vinh"), "Tiểu Cần"),
        (("Dương Đông", "Phú Quốc", "Kiên Giang", 2023), "Phú Quốc"),
        (("đặc khu Phú Quốc", "", "An Giang"), "Phú Quốc"),
        (("phường Ngọc Hà", "", "Hà Nội", 2026), "Ngọc Hà"),
        (("Xa Dung", "", "Điện Biên"), "Xa Dung"),
        (("Bạch Long Vĩ", "", "Hải Phòng", 2020), "Bạch Long Vĩ"),
    ],
)
def test_communes_narrow_from_the_province_down(resolve, row, commune):
    assert resolve(*row).commune.name == commune


@pytest.mark.parametrize("text", ["", " , ", "Atlantis", "99", "東京", "9" * 500])
def test_unknown_provinces_are_unknown(resolve, text):
    assert resolve("xã Tiểu Cần", province=text).province is None


def test_an_unknown_commune_leaves_its_province(resolve):
    origin = resolve("xã Không Có", province="Trà Vinh")
    assert (origin.province.name, origin.commune, origin.candidates) == ("Vĩnh Long", None, ())


def test_a_split_commune_is_no_guess_and_the_default_comes_first(resolve):
    origin = resolve("Phường Ngọc Hà", "quận Ba Đình", "Hà Nội", 2024)
    assert origin.commune is None
    assert [candidate.commune.code for candidate in origin.candidates] == ["00004", "00008"]
    assert [candidate.default for candidate in origin.candidates] == [True, False]


def test_numbered_wards_and_districts_are_understood(resolve):
    rows = (("P.5", "Q.8", "TPHCM"), ("Phường 05", "quận 8", "TP.HCM"))
    written = {resolve(*row).candidates for row in rows}
    assert len(written) == 1
    assert {each.former_commune.name for each in written.pop()} == {"Phường 5"}


def test_every_former_province_is_part_of_a_current_one(resolve):
    for row in read("former_provinces.csv"):
        for text in (row["name_vi"], fold(row["name_vi"]), f"tỉnh {row['name_vi']}"):
            assert resolve(province=text).province.code == row["current_code"], text


def test_every_former_commune_leads_to_all_that_it_became(resolve):
    lost = []
    for row in read("former_communes.csv"):
        name, district = row["name_vi"], row["former_district"]
        narrow = (name, district) if name else (district, "")  # an island without communes
        names = *narrow, row["former_province"]
        became = row["current_codes"].split(";")
        codes = [candidate.commune.code for candidate in resolve(*names, 2024).candidates]
        if sorted(codes) != sorted(became) or codes[0] != became[0]:
            lost.append(names)
    assert lost == []


def test_every_current_commune_is_found_in_its_province(resolve):
    provinces = {row["code"]: row["name_vi"] for row in read("provinces.csv")}
    for row in read("communes.csv"):
        origin = resolve(row["name_vi"], province=provinces[row["province_code"]], year=2026)
        assert row["code"] in {candidate.commune.code for candidate in origin.candidates}


def test_every_register_row_has_a_province(places):
    with (DATA / "ocop_products.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    origins = [
        resolve_origin(
            row["commune"],
            row["district"],
            row["province_at_certification"],
            int(row["certified_year"]) if row["certified_year"] else None,
            index=places,
        )
        for row in rows
    ]
    assert len(rows) == 1503
    assert all(origin.province for origin in origins)
    assert sum(bool(origin.commune) for origin in origins) >= 561
    assert all(origin.commune.province == origin.province for origin in origins if origin.commune)


@pytest.mark.parametrize(
    ("row", "commune", "province", "former"),
    [
        (("Phú Cần", "Tiểu Cần", "Trà Vinh", 2023), "Tiểu Cần", "Vĩnh Long", "Trà Vinh"),
        (("Thị trấn Cầu Kè", "Cầu Kè", "Trà Vinh", None), "Cầu Kè", "Vĩnh Long", "Trà Vinh"),
        (("Hồng Nam", "TP Hưng Yên", "Hưng Yên", None), None, "Hưng Yên", "Hưng Yên"),
        (("Ngọc Hà", "Ba Đình", "Hà Nội", 2023), None, "Hà Nội", "Hà Nội"),
        (("", "", "Bắc Giang", None), None, "Bắc Ninh", "Bắc Giang"),
        (("", "", "Cần Thơ", None), None, "Cần Thơ", None),
        (("", "Phong Điền", "Cần Thơ", None), None, "Cần Thơ", "Cần Thơ"),
        (("Tiểu Cần", "", "Vĩnh Long", 2026), "Tiểu Cần", "Vĩnh Long", "Trà Vinh"),
        (("Phú Cần", "Tiểu Cần", "Atlantis", 2023), None, None, None),
        (("", "", "", None), None, None, None),
    ],
)
def test_origins_of_register_rows(places, row, commune, province, former):
    origin = resolve_origin(*row, index=places)
    found = (origin.commune, origin.province, origin.former_province)
    assert tuple(place and place.name for place in found) == (commune, province, former)
