"""The shipped texts: complete, composed, linked to real rows, and modest."""

import csv
import re
import unicodedata

import pytest

from catalogue.text import slugify_vi
from cms.seed_texts import DATA, read_sheet, read_sheets

CATALOGUE = DATA.parent.parent / "catalogue" / "data"
CURES = re.compile(
    r"chữa bệnh|trị bệnh|chống ung thư|thần dược|hỗ trợ điều trị|tăng sức đề kháng|tốt cho sức khỏe"
    r"|ngon nhất|tốt nhất|số một|hàng đầu",
    re.IGNORECASE,
)


def rows(name: str) -> list[dict]:
    """The rows of a shipped table."""
    with (CATALOGUE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(sheet) -> int:
    """How many words the body has."""
    return sum(len(text.split()) for _kind, text in sheet.body)


def test_every_province_has_its_page():
    written = {sheet.facts["code"]: sheet for sheet in read_sheets("provinces")}
    places = {row["code"]: row["name_vi"] for row in rows("provinces.csv")}
    assert {code: sheet.facts["name"] for code, sheet in written.items()} == places
    assert all(sheet.slug == slugify_vi(sheet.facts["name"]) for sheet in written.values())


def test_merged_provinces_are_named():
    by_code = {sheet.facts["code"]: sheet for sheet in read_sheets("provinces")}
    for row in rows("former_provinces.csv"):
        sheet = by_code[row["current_code"]]
        assert row["name_vi"] in str(sheet.body) + sheet.facts["intro"], (sheet.slug, row)


@pytest.mark.parametrize("sheet", read_sheets("provinces"), ids=lambda sheet: sheet.slug)
def test_a_province_page_is_whole(sheet):
    assert sheet.facts["intro"].endswith(".")
    assert 2 <= len(sheet.body) <= 4
    assert len(sheet.listed("known_for")) >= 4
    assert words(sheet) >= 90


@pytest.mark.parametrize("sheet", read_sheets("stories"), ids=lambda sheet: sheet.slug)
def test_a_story_is_about_a_real_row_with_stars_not_older_than_2023(sheet):
    real = {(row["product_name"], row["producer_name"]): row for row in rows("ocop_products.csv")}
    row = real[sheet.facts["product"], sheet.facts["producer"]]
    assert row["stars"] in {"3", "4", "5"}
    assert int(row["certified_year"]) >= 2023
    assert 250 <= words(sheet) <= 450
    assert sheet.listed("sources")


def test_there_are_enough_stories_from_different_provinces():
    stories = read_sheets("stories")
    assert len(stories) >= 12
    assert len({sheet.facts["province"] for sheet in stories}) >= 12


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.md")), ids=lambda path: path.stem)
def test_every_text_is_composed_and_promises_no_cure(path):
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not CURES.search(text)
    assert read_sheet(path).facts


def test_a_bad_head_is_named(tmp_path):
    bad = tmp_path / "sai.md"
    bad.write_text("tiêu đề không có hai chấm\n\nThân.", encoding="utf-8")
    with pytest.raises(ValueError, match=r"sai\.md"):
        read_sheet(bad)
