"""Golden readings of real names: the set, and what the law makes of the product."""

import csv

import pytest

from catalogue.models.product import LegalType
from catalogue.reference.files import DATA
from catalogue.register.classify import GROUPS, classify, is_seafood

SETS = {
    1: "Rau sạch|Cà chua an toàn|Sầu riêng tươi|Nấm bào ngư|Hạt sen tươi|Vải thiều Lục Ngạn",
    2: "Gà thả vườn Đăk Kôi|Cua biển|Trứng vịt biển Đồng Rui|Sữa dê thanh trùng|Hàu tươi",
    3: "Gạo thơm ST24|Gạo nếp cái hoa vàng|Điều nhân|Lạc sen Diễn Châu",
    4: "Mật ong bánh tổ Tam Đảo|Mật hoa dừa|Yến sào Tiên Sa|Bộ sản phẩm Yến tinh chế An Phượng",
    5: "Kem trà sữa trân châu|Snack rong biển rang phồng V.Robi",
    6: "Bánh tráng muối ớt|Bún gấc Lệ Chi|Cơm cháy rong biển|Kẹo gạo lứt|Chè lam Phủ Quảng",
    7: "Kẹo dừa sầu riêng|Dầu lạc Tuấn Cúc|Sầu riêng sấy|Hạt điều rang muối|Miến dong Bình Lư"
    "|Bánh đậu trà xanh rồng vàng Hoàng Gia|Đại An - Dầu mè đen|Tỏi đen cô đơn|Ruốc nấm hương",
    8: "Khô cá lóc|Chả mực|Giò lụa nấm|Mật ong Curcumin|30% tổ yến tươi chưng kids|Bò tươi nướng cay"
    "|Bánh flan sữa dê tươi|Mắm tép chưng thịt PTK",
    9: "Nước mắm Phú Quốc Khải Hoàn 43 độ đạm|Mắm ruốc xào|Giấm chuối|Tương ớt mè Daichi",
    10: "Muối tiêu|Tiêu sọ hữu cơ Lệ Chí|Tỏi Lý Sơn|Chẩm chéo Sâm Điêu|Hành tím Bình Hải",
    11: "Trà đinh Hảo Đạt|Chè Shan tuyết Hồng Thái 1 tôm 1 lá|Hồng LienShan Trà shan tuyết|Trà sen",
    12: "Trà cà gai leo|Hoa trà hoa vàng Tam Đảo|Bộ sản phẩm trà thảo mộc LiLa|Trà gừng",
    13: "Khe Sanh Coffee|Bột ca cao 3 in 1|Bộ quà tặng socola cao cấp (Hương sắc Tây Nguyên)",
}


@pytest.mark.parametrize(
    ("number", "name"), [(number, name) for number in SETS for name in SETS[number].split("|")]
)
def test_food(number, name):
    assert classify(name, "thuc_pham").set_number == number


@pytest.mark.parametrize(
    ("name", "number", "legal_type"),
    [
        ("Rượu men lá Bằng Phúc", 14, LegalType.ALCOHOL),
        ("Đế Gò Đen 31%", 14, LegalType.ALCOHOL),
        ("Rượu chuối men lá Mạnh Minh", 15, LegalType.ALCOHOL),
        ("Vang nho 39", 15, LegalType.ALCOHOL),
        ("Bộ sản phẩm rượu Đông trùng hạ thảo", 15, LegalType.ALCOHOL),
        ("Nước cam lên men", 15, LegalType.ALCOHOL),
        ("Tinh túy núi rừng 29 độ", 15, LegalType.ALCOHOL),
        ("Nước cam", 17, LegalType.ORDINARY),
        ("Siro nho Phan Rang", 17, LegalType.ORDINARY),
        ("Nước khoáng Quang Hanh Fresh vị chanh muối", 16, LegalType.ORDINARY),
    ],
)
def test_drinks_and_what_is_unclear_waits_behind_the_age_gate(name, number, legal_type):
    classification = classify(name, "do_uong")
    assert (classification.set_number, classification.legal_type) == (number, legal_type)


@pytest.mark.parametrize("name", ["Giấm chuối Mạnh Minh", "Nem rượu", "Trà đinh", "Gạo hoa vàng"])
def test_food_that_only_sounds_like_alcohol(name):
    assert classify(name, "thuc_pham").legal_type == LegalType.ORDINARY


@pytest.mark.parametrize(
    ("name", "number", "legal_type"),
    [
        ("Cao cà gai leo", 18, LegalType.FUNCTIONAL_FOOD),
        ("Viên nang sâm báo Triso", 18, LegalType.FUNCTIONAL_FOOD),
        ("Tên lạ chưa từng nghe", 18, LegalType.FUNCTIONAL_FOOD),
        ("Thuốc ho bổ phế", 18, LegalType.MEDICINE),
        ("Cao dán Lão Lang", 18, LegalType.MEDICINE),
        ("Dầu gió trường sơn", 18, LegalType.MEDICINE),
        ("Mặt nạ dừa", 19, LegalType.COSMETICS),
        ("Tinh dầu tràm Trường Hải", 20, LegalType.ORDINARY),
        ("Đông trùng hạ thảo khô", 20, LegalType.ORDINARY),
    ],
)
def test_remedies_and_what_is_unclear_carries_the_disclaimer(name, number, legal_type):
    classification = classify(name, "duoc_lieu")
    assert (classification.set_number, classification.legal_type) == (number, legal_type)


@pytest.mark.parametrize(
    ("name", "group", "number", "legal_type"),
    [
        ("Lụa tơ tằm Nha Xá", "thu_cong_my_nghe", 22, LegalType.ORDINARY),
        ("Bình tỳ bà Chu Đậu", "thu_cong_my_nghe", 21, LegalType.ORDINARY),
        ("Hoa lan hồ điệp Đan Hoài", "sinh_vat_canh", 23, LegalType.LIVE_GOODS),
        ("Mai vàng Tiến Phát", "sinh_vat_canh", 24, LegalType.LIVE_GOODS),
        ("Cá Koi", "sinh_vat_canh", 25, LegalType.LIVE_GOODS),
        ("Homestay Nà Muông", "du_lich", 26, LegalType.SERVICE),
        ("Con giống gà ta Cao Khanh", "thuc_pham", 2, LegalType.LIVE_GOODS),
    ],
)
def test_other_groups(name, group, number, legal_type):
    classification = classify(name, group)
    assert (classification.set_number, classification.legal_type) == (number, legal_type)


@pytest.mark.parametrize(
    ("name", "group"), [("RUOU NEP", "do_uong"), ("nuoc mam", "thuc_pham"), ("ca phe", "thuc_pham")]
)
def test_names_without_marks_are_read_as_well(name, group):
    assert classify(name, group).set_number in (9, 13, 14)


def test_fish_tells_two_leaves_of_2019_apart():
    assert is_seafood("Chả mực")
    assert not is_seafood("Chả bò")


def test_every_row_of_the_shipped_register_is_classified():
    with (DATA / "ocop_products.csv").open(encoding="utf-8", newline="") as file:
        classification = [
            classify(row["product_name"], row["group"]) for row in csv.DictReader(file)
        ]
    assert len(classification) == 1503
    assert {each.set_number for each in classification} == set(range(1, 27)) - {25}


@pytest.mark.parametrize("group", sorted(GROUPS))
@pytest.mark.parametrize("name", ["", "?", "bộ sản phẩm", "🍯", "a" * 255])
def test_no_name_is_too_odd(name, group):
    assert 1 <= classify(name, group).set_number <= 26
