"""The rules of the day on which a decision was signed."""

from datetime import date

import pytest

from catalogue.register.decisions import (
    classification_version,
    former_province_title,
    issuer_level,
    issuer_name,
)


@pytest.mark.parametrize(
    ("day", "level"),
    [
        (date(2023, 2, 23), "province"),
        (date(2023, 2, 24), "district"),
        (date(2025, 6, 30), "district"),
        (date(2025, 7, 1), "province"),
    ],
)
def test_who_recognised_three_stars(day, level):
    assert issuer_level(3, day) == level
    assert issuer_level(4, day) == "province"
    assert issuer_level(5, day) == "central"


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2018, 12, 31), None),
        (date(2019, 8, 21), 2019),
        (date(2023, 2, 23), 2019),
        (date(2023, 2, 24), 2023),
        (date(2026, 5, 21), 2023),
        (date(2026, 5, 22), 2026),
    ],
)
def test_version_in_force(day, version):
    assert classification_version(day) == version


def test_names_of_issuers():
    place = former_province_title("84", "Trà Vinh", date(2024, 1, 1))
    assert issuer_name("province", date(2024, 1, 1), place=place) == "Ủy ban nhân dân tỉnh Trà Vinh"
    assert "Nông nghiệp và Môi trường" in issuer_name("central", date(2025, 3, 1), place=place)
    assert "Phát triển nông thôn" in issuer_name("central", date(2025, 2, 28), place=place)
    assert "cấp huyện: Cầu Kè" in issuer_name(
        "district", date(2024, 1, 1), place=place, district="Cầu Kè"
    )


def test_hue_became_a_city_in_2025():
    assert former_province_title("46", "Huế", date(2024, 12, 31)) == "tỉnh Huế"
    assert former_province_title("46", "Huế", date(2025, 1, 1)) == "thành phố Huế"
