"""Written places resolve to current ones, by old and new names, and never by a guess."""

import csv

import pytest

from catalogue.places import Confidence, Level, Status, resolve_origin, resolve_place
from catalogue.reference.files import DATA, read
from catalogue.text import fold

#: No test here queries, but without the mark no test database is made for the places to come from.
pytestmark = pytest.mark.django_db

REUSED = [
    ("15", "Yên Bái", "Lào Cai"),
    ("24", "Bắc Giang", "Bắc Ninh"),
    ("44", "Quảng Bình", "Quảng Trị"),
    ("52", "Bình Định", "Gia Lai"),
    ("80", "Long An", "Tây Ninh"),
    ("82", "Tiền Giang", "Đồng Tháp"),
    ("91", "Kiên Giang", "An Giang"),
]
OTHER_CODE = [("10", 0), ("27", 1), ("45", 2), ("64", 3), ("72", 4), ("87", 5), ("89", 6)]


@pytest.fixture
def resolve(places):
    """Resolve without touching the database."""

    def _resolve(text, year=None):
        return resolve_place(text, year, index=places)

    return _resolve


@pytest.mark.parametrize(
    ("text", "province", "former", "confidence"),
    [
        ("Bến Tre", "Vĩnh Long", "Bến Tre", Confidence.EXACT),
        ("ben tre", "Vĩnh Long", "Bến Tre", Confidence.FOLDED),
        ("TỈNH BẾN TRE", "Vĩnh Long", "Bến Tre", Confidence.EXACT),
        ("Hoà Bình", "Phú Thọ", "Hòa Bình", Confidence.EXACT),
        ("Đắk Lắk", "Đắk Lắk", None, Confidence.EXACT),
        ("Đăk Lăk", "Đắk Lắk", None, Confidence.ALIAS),
        ("dak lak", "Đắk Lắk", None, Confidence.FOLDED),
        ("Dak Lak province", "Đắk Lắk", None, Confidence.FOLDED),
        ("Bắc Cạn", "Thái Nguyên", "Bắc Kạn", Confidence.ALIAS),
        ("Kontum", "Quảng Ngãi", "Kon Tum", Confidence.ALIAS),
        ("Thừa Thiên - Huế", "Huế", "Thừa Thiên Huế", Confidence.EXACT),
        ("TT Huế", "Huế", "Thừa Thiên Huế", Confidence.ALIAS),
        ("thành phố Huế", "Huế", None, Confidence.EXACT),
        ("Bà Rịa Vũng Tàu", "Hồ Chí Minh", "Bà Rịa - Vũng Tàu", Confidence.EXACT),
        ("tp hcm", "Hồ Chí Minh", None, Confidence.ALIAS),
        ("TP.HCM", "Hồ Chí Minh", None, Confidence.ALIAS),
        ("Sài Gòn", "Hồ Chí Minh", None, Confidence.ALIAS),
        ("Ho Chi Minh City", "Hồ Chí Minh", None, Confidence.ALIAS),
        ("TP. Hồ Chí Minh, Việt Nam", "Hồ Chí Minh", None, Confidence.EXACT),
    ],
)
def test_provinces_by_any_name(resolve, text, province, former, confidence):
    resolution = resolve(text)
    assert resolution.status is Status.FOUND
    assert resolution.place.name == province
    assert resolution.matched[0].level is Level.PROVINCE
    assert str(resolution.matched[0].former) == str(former)
    assert resolution.matched[0].confidence is confidence


@pytest.mark.parametrize(
    ("text", "year", "commune", "province"),
    [
        ("xã Phú Cần, huyện Tiểu Cần, Trà Vinh", None, "Tiểu Cần", "Vĩnh Long"),
        ("xã Phú Cần huyện Tiểu Cần tỉnh Trà Vinh", None, "Tiểu Cần", "Vĩnh Long"),
        ("xa phu can huyen tieu can tinh tra vinh", None, "Tiểu Cần", "Vĩnh Long"),
        ("12 ấp Đại Mong, X. Phú Cần, H. Tiểu Cần, Trà Vinh", None, "Tiểu Cần", "Vĩnh Long"),
        ("Dương Đông, Phú Quốc, Kiên Giang", 2023, "Phú Quốc", "An Giang"),
        ("đặc khu Phú Quốc", None, "Phú Quốc", "An Giang"),
        ("phường Ngọc Hà, Hà Nội", 2026, "Ngọc Hà", "Hà Nội"),
        ("Xa Dung", None, "Xa Dung", "Điện Biên"),
        ("huyện đảo Bạch Long Vĩ, Hải Phòng", None, None, "Hải Phòng"),
        ("Bạch Long Vĩ, Hải Phòng", 2020, "Bạch Long Vĩ", "Hải Phòng"),
    ],
)
def test_addresses_narrow_from_the_province_down(resolve, text, year, commune, province):
    resolution = resolve(text, year)
    assert resolution.status is Status.FOUND
    assert getattr(resolution.commune, "name", None) == commune
    assert resolution.province.name == province


def test_parts_that_match_nothing_are_handed_back(resolve):
    resolution = resolve("xã Không Có, Trà Vinh")
    assert resolution.place.name == "Vĩnh Long"
    assert resolution.unmatched == ("xã Không Có",)


@pytest.mark.parametrize("text", ["", " , ", "Atlantis", "99", "99999", "123", "東京", "9" * 500])
def test_unknown_places_are_unknown(resolve, text):
    resolution = resolve(text)
    assert resolution.status is Status.UNKNOWN
    assert resolution.place is resolution.province is resolution.commune is None


def test_homonyms_are_ambiguous(resolve):
    resolution = resolve("xã Tân Thành")
    assert resolution.status is Status.AMBIGUOUS
    assert resolution.place is None
    assert len({candidate.province.pk for candidate in resolution.matched}) > 5


def test_a_wider_part_that_is_unknown_leaves_doubt(resolve):
    assert resolve("xã Tiểu Cần").status is Status.FOUND
    assert resolve("xã Tiểu Cần, Atlantis").status is Status.AMBIGUOUS


def test_a_split_commune_is_ambiguous_with_the_default_first(resolve):
    resolution = resolve("Phường Ngọc Hà, quận Ba Đình, Hà Nội", 2024)
    assert resolution.status is Status.AMBIGUOUS
    assert [candidate.commune.code for candidate in resolution.matched] == ["00004", "00008"]
    assert [candidate.default for candidate in resolution.matched] == [True, False]
    assert resolution.province.name == "Hà Nội"


def test_numbered_wards_and_districts_are_understood(resolve):
    written = {resolve(text).matched for text in ("P.5, Q.8, TPHCM", "Phường 05, quận 8, TP.HCM")}
    assert len(written) == 1
    assert {each.former_commune.name for each in written.pop()} == {"Phường 5"}


def test_a_district_alone_leads_to_its_province(resolve):
    assert resolve("huyện Phú Quốc").place.name == "An Giang"
    assert resolve("huyện Châu Thành").status is Status.AMBIGUOUS


@pytest.mark.parametrize(("code", "then", "now"), REUSED)
def test_reused_codes_are_read_with_their_year(resolve, code, then, now):
    old, new, undated = resolve(code, 2023), resolve(code, 2026), resolve(code)
    assert (old.status, old.matched[0].former.name, old.place.name) == (Status.FOUND, then, now)
    assert (new.status, new.matched[0].former, new.place.name) == (Status.FOUND, None, now)
    assert undated.status is Status.AMBIGUOUS
    assert undated.province.name == now


@pytest.mark.parametrize(("code", "row"), OTHER_CODE)
def test_codes_given_up_still_lead_to_the_province_of_that_name(resolve, code, row):
    assert resolve(code, 2023).place.name == REUSED[row][2]
    assert resolve(code, 2026).status is Status.UNKNOWN


def test_every_former_province_is_part_of_a_current_one(resolve):
    for row in read("former_provinces.csv"):
        for text in (row["name_vi"], fold(row["name_vi"]), f"tỉnh {row['name_vi']}"):
            resolution = resolve(text)
            assert resolution.status is Status.FOUND, text
            assert resolution.place.code == row["current_code"], text
        assert resolve(row["former_code"], 2020).place.code == row["current_code"]


def test_every_former_commune_leads_to_all_that_it_became(resolve):
    lost = []
    for row in read("former_communes.csv"):
        names = row["name_vi"], row["former_district"], row["former_province"]
        became = row["current_codes"].split(";")
        matched = resolve(", ".join(filter(None, names)), 2024).matched
        codes = [candidate.commune and candidate.commune.code for candidate in matched]
        if sorted(codes) != sorted(became) or codes[0] != became[0]:
            lost.append(names)
    assert lost == []


def test_every_current_commune_is_found_by_code_and_in_its_province(resolve):
    provinces = {row["code"]: row["name_vi"] for row in read("provinces.csv")}
    for row in read("communes.csv"):
        assert resolve(row["code"], 2026).commune.code == row["code"]
        named = resolve(f"{row['name_vi']}, {provinces[row['province_code']]}", 2026)
        assert row["code"] in {candidate.commune.code for candidate in named.matched}


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
    assert len(rows) == 1426
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
