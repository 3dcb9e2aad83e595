"""Cells as people fill them in, and the register's own words for them."""

from datetime import date

import pytest

from catalogue.register.files.contacts import commune_of, producer_cell
from catalogue.register.files.values import (
    day,
    group,
    kind_of_name,
    place,
    price,
    producer_kind,
    province,
    stars,
    stars_within,
    year,
)


@pytest.mark.parametrize(
    ("printed", "rank"),
    [
        ("4 sao", "4"),
        ("★★★★", "4"),
        ("⭐⭐⭐", "3"),
        ("Bốn sao", "4"),
        ("Năm sao", "5"),
        ("3*", "3"),
        ("****", "4"),
        ("4.0", "4"),
        ("4,0", "4"),
        ("４ sao", "4"),
        ("Hạng 4 sao", "4"),
        ("OCOP 4 sao", "4"),
        ("4 sao (★★★★)", "4"),
        ("4 sao cấp tỉnh", "4"),
        ("Tiềm năng 5 sao", "tiem_nang_5"),
        ("tiem_nang_5", "tiem_nang_5"),
        ("0", "0"),
    ],
)
def test_stars_in_every_way_they_are_written(printed, rank):
    assert stars(printed) == rank


@pytest.mark.parametrize(
    "printed",
    [
        "85.5",
        "45",
        "năm 2023",
        "3-4 sao",
        "3 sao, 4 sao",
        "3 sao (đề nghị 4 sao)",
        "4 sao (thu hồi)",
        "4 sao tiềm năng",
        "4 sao ★★★",
        "Đạt",
    ],
)
def test_stars_that_are_not_certain_stay_as_printed(printed):
    assert stars(printed) == printed


@pytest.mark.parametrize(
    ("line", "rank"),
    [
        ("I. SẢN PHẨM ĐẠT 4 SAO", "4"),
        ("Hạng ★★★", "3"),
        ("Sản phẩm từ 3 sao trở lên", ""),
        ("Sản phẩm 3 sao, 4 sao", ""),
        ("Sản phẩm tiềm năng 5 sao", ""),
        ("Thực phẩm", ""),
    ],
)
def test_a_line_gives_one_rank_or_none(line, rank):
    assert stars_within(line) == rank


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Thực phẩm", "thuc_pham"),
        ("thuc_pham", "thuc_pham"),
        ("III. Dược liệu", "duoc_lieu"),
        ("Nhóm 1: Chè", "thuc_pham"),
        ("Ngành: Thực phẩm", "thuc_pham"),
        ("Đồ uống - Đồ uống có cồn", "do_uong"),
        ("Thảo dược", "duoc_lieu"),
        ("Vải và may mặc", "thu_cong_my_nghe"),
        ("Lưu niệm - nội thất - trang trí", "thu_cong_my_nghe"),
        ("Dịch vụ du lịch nông thôn và bán hàng", "du_lich"),
        ("Sinh vật cảnh", "sinh_vat_canh"),
        ("Thực phẩm, đồ uống", "Thực phẩm, đồ uống"),
        ("Đồ điện tử", "Đồ điện tử"),
    ],
)
def test_groups_in_words(printed, code):
    assert group(printed) == code


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("HTX", "hop_tac_xa"),
        ("Hợp tác xã", "hop_tac_xa"),
        ("Hộ KD", "ho_kinh_doanh"),
        ("Cơ sở SX", "ho_kinh_doanh"),
        ("Công ty TNHH", "doanh_nghiep"),
        ("DNTN", "doanh_nghiep"),
        ("THT", "to_hop_tac"),
        ("unknown", "unknown"),
        ("Liên minh", "Liên minh"),
    ],
)
def test_legal_forms_in_words(printed, code):
    assert producer_kind(printed) == code


def test_a_bare_name_tells_no_legal_form():
    assert kind_of_name("Nguyễn Văn A") == ""


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("tỉnh Quảng Ninh", "Quảng Ninh"),
        ("QUẢNG NINH", "Quảng Ninh"),
        ("Quang Ninh", "Quảng Ninh"),
        ("Q.Ninh", "Quảng Ninh"),
        ("TP. Huế", "Huế"),
        ("TP.HCM", "Hồ Chí Minh"),
        ("Hoà Bình", "Hòa Bình"),
        ("Đăk Lăk", "Đắk Lắk"),
        ("Hạ Long", "Hạ Long"),
    ],
)
def test_provinces_are_spelled_in_one_way(printed, name):
    assert province(printed) == name


def test_kinds_of_places_are_written_out():
    assert [place("P.Bãi Cháy"), place("TT. Tiên Yên"), place("xã Hạ Long")] == [
        "Phường Bãi Cháy",
        "Thị trấn Tiên Yên",
        "xã Hạ Long",
    ]


@pytest.mark.parametrize(
    "printed",
    [
        "20/10/2025",
        "20-10-2025",
        "20.10.25",
        "2025-10-20",
        "2025-10-20 00:00:00",
        "ngày 20 tháng 10 năm 2025",
        "20/ 10/ 2025",
        "45950",
    ],
)
def test_days_in_every_way_they_are_written(printed):
    assert day(printed) == date(2025, 10, 20)


@pytest.mark.parametrize("printed", ["31/02/2025", "10/2025", "15/07/1905", "2025", ""])
def test_what_is_no_day(printed):
    assert day(printed) is None


def test_years_are_bare_and_everything_else_is_kept():
    printed = ["Năm 2025", "2025.0", "２０２５", "31/12/2025", "2024-2025", "2025 (đợt 1)", "25"]
    assert list(map(year, printed)) == ["2025", "2025", "2025", *printed[3:]]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("150.000đ/kg", ("150000", "kg")),
        ("150.000 VNĐ/hộp 500g", ("150000", "hộp 500g")),
        ("45k", ("45000", "")),
        ("150.000 - 200.000", ("150.000 - 200.000", "")),
    ],
)
def test_a_price_and_its_unit(printed, read):
    assert price(printed) == read


class TestProducerWithContact:
    @pytest.mark.parametrize(
        ("printed", "name"),
        [
            (
                "HTX Thủy sản Minh Anh, tổ 5 khu 3 phường Bãi Cháy, TP Hạ Long, ĐT 0912345678",
                "HTX Thủy sản Minh Anh",
            ),
            ("HTX A\nĐịa chỉ: Thôn 3, xã Hạ Long\nSĐT: 0912 345 678", "HTX A"),
            ("HTX A ĐT 0912345678", "HTX A"),
            ("Nguyễn Văn A - 0912.345.678", "Nguyễn Văn A"),
            ("HTX X (Đại diện: ông Nguyễn Văn A)", "HTX X"),
            ("Công ty CP Bảo An; 12/3 đường Trần Phú", "Công ty CP Bảo An"),
            ("CTY TNHH AN, thon 3, xa Ha Long", "CTY TNHH AN"),
        ],
    )
    def test_only_the_name_stays(self, printed, name):
        cell = producer_cell(printed)
        assert (cell.name, cell.has_contact) == (name, True)

    @pytest.mark.parametrize(
        "printed",
        [
            "Công ty TNHH Sản xuất, Thương mại và Dịch vụ X",
            "Cơ sở chế biến, bán buôn rượu men lá Ba Nang",
            "Nhà máy Nha Quảng Ngãi (Công ty cổ phần Đường Quảng Ngãi)",
            "HTX rau, củ, quả Vân Trà",
            "Hộ bà Nguyễn Thị B",
            "Nguyễn Thị Tâm (chùa Hồi Long)",
        ],
    )
    def test_a_name_with_commas_is_kept_whole(self, printed):
        cell = producer_cell(printed)
        assert (cell.name, cell.has_contact) == (printed, False)

    def test_the_commune_of_an_address(self):
        assert (
            commune_of("Tổ 5, phường Bãi Cháy, TP Hạ Long; ĐT: 0912 345 678") == "phường Bãi Cháy"
        )
        assert commune_of("Hợp tác xã Hạ Long") == ""
        assert commune_of("xã Hạ Long và xã Vạn Yên; xã Bình Dân") == ""


def test_initials_of_two_provinces_are_none_of_them():
    assert province("ĐN") == "ĐN"
    assert province("SG") == "Hồ Chí Minh"
