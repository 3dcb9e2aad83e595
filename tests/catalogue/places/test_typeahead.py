"""Communes while they are typed: names of today and of before July 2025 lead to today's."""

import time

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
        ("Thảo Điền Q2", "An Khánh, Hồ Chí Minh"),
        ("P. Tân Định Q1 HCM", "Tân Định, Hồ Chí Minh"),
        ("P.5 Q.3 HCM", "Bàn Cờ, Hồ Chí Minh"),
        ("P5 Q3 HCM", "Bàn Cờ, Hồ Chí Minh"),
        ("P.5, Q.3 HCM", "Bàn Cờ, Hồ Chí Minh"),
        ("P05, Q03", "Bàn Cờ, Hồ Chí Minh"),
        ("F5 Q3", "Bàn Cờ, Hồ Chí Minh"),
        ("Mĩ Tho", "Mỹ Tho, Đồng Tháp"),
        ("Lí Sơn", "Lý Sơn, Quảng Ngãi"),
        ("Qui Nhơn", "Quy Nhơn, Gia Lai"),
        ("Vĩ Dạ", "Vỹ Dạ, Huế"),
        ("TP Huế, Vĩ Dạ", "Vỹ Dạ, Huế"),
        ("Bến Thành, 700000", "Bến Thành, Hồ Chí Minh"),
        ("Bến Thành, TP.HCM 71000, Việt Nam", "Bến Thành, Hồ Chí Minh"),
        ("TT Long Hồ", "Long Hồ, Vĩnh Long"),
        ("T.T. Long Hồ", "Long Hồ, Vĩnh Long"),
        ("TX Sa Pa", "Sa Pa, Lào Cai"),
        ("H. Củ Chi", "Củ Chi, Hồ Chí Minh"),
        ("TP Thủ Đức", "Thủ Đức, Hồ Chí Minh"),
        ("Hoan Kiem, Hanoi", "Hoàn Kiếm, Hà Nội"),
        ("Ben Nghe, District 1", "Sài Gòn, Hồ Chí Minh"),
        ("Ben Nghe ward, district 1, Ho Chi Minh City, Vietnam", "Sài Gòn, Hồ Chí Minh"),
        ("Hoàn Kiếm ward, Hà Nội city", "Hoàn Kiếm, Hà Nội"),
        ("Tân Thạch, Châu Thành, Bến Tre", "Phú Túc, Vĩnh Long"),
        ("Tân Thạch, Châu Thành, Bến Tre, Vĩnh Long", "Phú Túc, Vĩnh Long"),
        ("Phú Túc, Vĩnh Long (trước là Tân Thạch, Châu Thành, Bến Tre)", "Phú Túc, Vĩnh Long"),
        ("Bến Nghé, quận 1 cũ, TP.HCM", "Sài Gòn, Hồ Chí Minh"),
        ("Phường Xuân Hương, Đà Lạt", "Xuân Hương - Đà Lạt, Lâm Đồng"),
        ("Phường Xuân Hương, Lâm Đồng", "Xuân Hương - Đà Lạt, Lâm Đồng"),
        ("Xuan Huong, Dalat", "Xuân Hương - Đà Lạt, Lâm Đồng"),
        ("Ea Hleo, Dak Lak", "Ea H’Leo, Đắk Lắk"),
        ("xã Xa Dung, Điện Biên", "Xa Dung, Điện Biên"),
        ("thị trấn Sapa, Lào Cai", "Sa Pa, Lào Cai"),
        ("Hoankiem, Hanoi", "Hoàn Kiếm, Hà Nội"),
        ("huyện Bình Chánh xã Vĩnh Lộc B", "Tân Vĩnh Lộc, Hồ Chí Minh"),
        ("quận 1 phường bến nghé tphcm", "Sài Gòn, Hồ Chí Minh"),
        ("Quận 3, phường 5, TP.HCM", "Bàn Cờ, Hồ Chí Minh"),
        ("Krông Pắk", "Krông Pắc, Đắk Lắk"),
        ("TP BMT, Đắc Lắc", "Buôn Ma Thuột, Đắk Lắk"),
        ("Ban Mê Thuột", "Buôn Ma Thuột, Đắk Lắk"),
        ("Plây Cu", "Pleiku, Gia Lai"),
        ("P. Thắng Tam, VT", "Vũng Tàu, Hồ Chí Minh"),
        ("Bách Khoa, HBT, HN", "Bạch Mai, Hà Nội"),
        ("P. Bạch Mai, Q. HBT, Hà Nội", "Bạch Mai, Hà Nội"),
        ("phường 5 q3 sg", "Bàn Cờ, Hồ Chí Minh"),
        ("P.5, Q.3, SG", "Bàn Cờ, Hồ Chí Minh"),
        ("Tràng Cát, HP", "Hải An, Hải Phòng"),
        ("Hòa Khánh Bắc, Liên Chiểu, ĐN", "Liên Chiểu, Đà Nẵng"),
        ("Trảng Dài, Biên Hòa, ĐN", "Trảng Dài, Đồng Nai"),
        ("P. Mỹ Đình 2, NTL, HN", "Từ Liêm, Hà Nội"),
        ("P.25 Q.BT HCM", "Thạnh Mỹ Tây, Hồ Chí Minh"),
    ],
)
def test_what_is_typed_leads_to_the_commune_of_today(names, text, first):
    assert names(text)[0] == first


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Quận 2", {"An Khánh", "Bình Trưng", "Cát Lái"}),
        ("quận 9", {"Long Bình", "Long Phước", "Long Trường", "Phước Long", "Tăng Nhơn Phú"}),
        ("quận Thủ Đức", {"Thủ Đức", "Hiệp Bình", "Linh Xuân", "Tam Bình"}),
        ("Q1 TPHCM", {"Sài Gòn", "Tân Định", "Bến Thành", "Cầu Ông Lãnh"}),
        ("District 1, Ho Chi Minh City", {"Sài Gòn", "Tân Định", "Bến Thành", "Cầu Ông Lãnh"}),
        ("Q7, HCM", {"Tân Thuận", "Phú Thuận", "Tân Mỹ", "Tân Hưng"}),
    ],
)
def test_an_old_district_means_the_wards_it_became_and_no_others(typeahead, text, offered):
    reading = typeahead.read(text)
    assert {hit.commune.name for hit in reading.hits} == offered
    assert {hit.commune.province.name for hit in reading.hits} == {"Hồ Chí Minh"}
    assert reading.sole is None


@pytest.mark.parametrize("text", ["Saigon", "Da Nang", "TPHCM", "tỉnh Bến Tre", "Hải Phòng"])
def test_a_province_alone_means_all_its_communes(typeahead, text):
    reading = typeahead.read(text)
    assert reading.level == "province"
    assert len(reading.hits) > 40
    assert reading.sole is None


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("Hai Phong, Vietnam", "Hải Phòng"),
        ("hn", "Hà Nội"),
        ("Đồng Tháp", "Đồng Tháp"),
        ("hung yen", "Hưng Yên"),
        ("Thái Nguyên", "Thái Nguyên"),
        ("son la", "Sơn La"),
        ("Vĩnh Long", "Vĩnh Long"),
    ],
)
def test_the_name_of_a_province_means_no_old_commune_elsewhere(typeahead, text, province):
    hits = typeahead.read(text).hits
    assert {hit.commune.province.name for hit in hits[:8]} == {province}


def test_an_old_commune_keeps_its_own_marks_before_a_province(names):
    assert names("Hải Phong")[0] == "Hải An, Ninh Bình"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thảo Điền Q2", "An Khánh"),
        ("P5 Q3", "Bàn Cờ"),
        ("Vĩ Dạ", "Vỹ Dạ"),
        ("Hoàn Kiếm ward, Hà Nội city", "Hoàn Kiếm"),
        ("Phường Bến Tre, tỉnh Vĩnh Long", "Bến Tre"),
        ("Phường Bến Thành, Quận 1, TP.HCM", "Bến Thành"),
    ],
)
def test_all_words_that_mean_one_place_leave_it_alone(typeahead, text, name):
    assert typeahead.read(text).sole.commune.name == name


@pytest.mark.parametrize(
    "text",
    [
        "Hoàn Kiếm, Hà Nội",
        "Củ Chi",
        "ben tr",
        "Phường 5",
        "12 Nguyễn Trãi, Phường 5, Quận 3",
        "Tân Lạp, Thái Nguyên",
        "xã Đông Sang, huyện Mộc Châu, Sơn La",
    ],
)
def test_where_anything_is_left_to_ask_no_place_is_the_only_one(typeahead, text):
    assert typeahead.read(text).sole is None


@pytest.mark.parametrize(
    ("text", "unread", "is_street"),
    [
        ("Xã Tân Lập, huyện Mộc Châu, Sơn La", "Xã Tân Lập", False),
        ("phường 3, quận 5", "phường 3", False),
        ("quận 2, Lâm Đồng", "quận 2", False),
        ("Tân Lập, Mộc Châu, Sơn La", "Tân Lập", False),
        ("12 Nguyễn Trãi, Phường 5, Quận 3", "12 Nguyễn Trãi", True),
        ("ấp Phú Nhuận, xã Tân Thạch, Châu Thành, Bến Tre", "ấp Phú Nhuận", True),
        ("ấp 2 xã Tân Thạnh, Châu Thành, Bến Tre", "xã Tân Thạnh", False),
        ("số 5 Xã Đàn, Đống Đa, Hà Nội", "số 5 Xã Đàn", True),
    ],
)
def test_words_that_belong_to_no_place_are_told(typeahead, text, unread, is_street):
    reading = typeahead.read(text)
    assert (reading.unread, reading.is_street) == (unread, is_street)
    assert reading.hits


@pytest.mark.parametrize("text", ["Quận 2", "Q2", "huyện 2", "quận 2, TP.HCM"])
def test_a_district_is_never_a_ward(names, text):
    assert not [name for name in names(text, 99) if name.endswith("Lâm Đồng")]


@pytest.mark.parametrize("kind", ["t", "tỉ", "h", "huyệ", "thành", "thành ph"])
def test_a_kind_word_that_is_being_typed_drops_nothing_and_settles_nothing(typeahead, kind):
    reading = typeahead.read(f"xã Quỳnh Lưu, {kind}")
    assert reading.hits[0].commune.name == "Quỳnh Lưu"
    assert (reading.unread, reading.sole) == ("", None)


@pytest.mark.parametrize("text", ["TX Cai Lậy", "thị xã Cai Lậy, Tiền Giang"])
def test_two_districts_of_one_name_are_told_apart_by_their_kind(typeahead, text):
    assert {hit.district for hit in typeahead.read(text).hits} == {"Thị xã Cai Lậy"}


def test_what_was_read_is_told_as_it_was_typed(typeahead):
    reading = typeahead.read("Xã Tân Lập, huyện Mộc Châu, Sơn La")
    assert (reading.unread, reading.read) == ("Xã Tân Lập", "huyện Mộc Châu, Sơn La")
    assert typeahead.read("Q1 TPHCM").read == "Q1 TPHCM"


def test_another_kind_of_the_same_level_is_offered_but_told(typeahead):
    reading = typeahead.read("xã Đông Sang, huyện Mộc Châu, Sơn La")
    assert [hit.commune.name for hit in reading.hits] == ["Mộc Sơn"]
    assert reading.other_kind


@pytest.mark.parametrize(
    "text",
    [
        "\ufdfa" * 300,
        "1 " + "th " * 60,
        "(" * 200,
        "p." * 100,
        "quận " * 50,
        "ế" * 3000,
        "t, " * 70,
    ],
)
def test_hostile_text_is_cut_before_it_costs(typeahead, text):
    started = time.perf_counter()
    typeahead.read(text)
    assert time.perf_counter() - started < 0.5


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


@pytest.mark.parametrize("text", ["SG", "sg", "HP", "hn", "ĐN", "CT"])
def test_initials_of_a_province_mean_all_its_communes(typeahead, text):
    reading = typeahead.read(text)
    assert len(reading.hits) > 40
    assert reading.sole is None


def test_initials_of_two_provinces_mean_both(typeahead):
    provinces = {hit.commune.province.name for hit in typeahead.read("ĐN").hits}
    assert provinces == {"Đà Nẵng", "Đồng Nai"}
