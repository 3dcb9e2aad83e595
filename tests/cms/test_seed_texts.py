"""The shipped texts: complete, composed, linked to real rows, and modest."""

import csv
import re
import unicodedata

import pytest
from django.utils.html import strip_tags

from catalogue.models.product import BEST_FIRST
from catalogue.text import slugify_vi
from cms.seed_texts import DATA, read_seed_text, read_seed_texts

CATALOGUE = DATA.parent.parent / "catalogue" / "data"
STANDARD = DATA / "standard"
CURES = re.compile(
    r"chữa bệnh|trị bệnh|chống ung thư|thần dược|hỗ trợ điều trị|tăng sức đề kháng|tốt cho sức khỏe"
    r"|ngon nhất|tốt nhất|số một|hàng đầu",
    re.IGNORECASE,
)

ALCOHOL = re.compile(
    r"\b(?:rượu|ủ vang|bia|wines?|spirits?|liquors?|brandy|beers?)\b", re.IGNORECASE
)
PLACES_AND_STORIES = [
    path for folder in ("provinces", "stories") for path in sorted((DATA / folder).rglob("*.md"))
]


def rows(name: str) -> list[dict]:
    """The rows of a shipped table."""
    with (CATALOGUE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(seed_text) -> int:
    """How many words the body has."""
    return sum(len(text.split()) for _kind, text in seed_text.body)


def test_every_province_has_its_page():
    written = {seed_text.facts["code"]: seed_text for seed_text in read_seed_texts("provinces")}
    places = {row["code"]: row["name_vi"] for row in rows("provinces.csv")}
    assert {code: seed_text.facts["name"] for code, seed_text in written.items()} == places
    assert all(
        seed_text.slug == slugify_vi(seed_text.facts["name"]) for seed_text in written.values()
    )


def test_merged_provinces_are_named():
    by_code = {seed_text.facts["code"]: seed_text for seed_text in read_seed_texts("provinces")}
    for row in rows("former_provinces.csv"):
        seed_text = by_code[row["current_code"]]
        assert row["name_vi"] in str(seed_text.body) + seed_text.facts["intro"], (
            seed_text.slug,
            row,
        )


@pytest.mark.parametrize(
    "seed_text", read_seed_texts("provinces"), ids=lambda seed_text: seed_text.slug
)
def test_a_province_page_is_whole(seed_text):
    assert seed_text.facts["intro"].endswith(".")
    assert 2 <= len(seed_text.body) <= 4
    assert len(seed_text.listed("known_for")) >= 4
    assert words(seed_text) >= 90


@pytest.mark.parametrize(
    "seed_text", read_seed_texts("stories"), ids=lambda seed_text: seed_text.slug
)
def test_a_story_is_about_a_real_row_with_stars_not_older_than_2023(seed_text):
    real = {(row["product_name"], row["producer_name"]): row for row in rows("ocop_products.csv")}
    row = real[seed_text.facts["product"], seed_text.facts["producer"]]
    assert row["stars"] in {"3", "4", "5"}
    assert int(row["certified_year"]) >= 2023
    assert 250 <= words(seed_text) <= 450
    assert seed_text.listed("sources")


def test_there_are_enough_stories_from_different_provinces():
    stories = read_seed_texts("stories")
    assert len(stories) >= 12
    assert len({seed_text.facts["province"] for seed_text in stories}) >= 12


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.md")), ids=lambda path: path.stem)
def test_every_text_is_composed_and_promises_no_cure(path):
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not CURES.search(text)
    assert read_seed_text(path).facts


@pytest.mark.parametrize("path", PLACES_AND_STORIES, ids=lambda path: path.stem)
def test_no_text_of_a_place_or_a_story_names_alcohol(path):
    """It stands on pages for everybody, before any declaration of age (NĐ 24/2020 Đ.6)."""
    assert not ALCOHOL.search(path.read_text(encoding="utf-8"))


def test_a_bad_head_is_named(tmp_path):
    bad = tmp_path / "sai.md"
    bad.write_text("tiêu đề không có hai chấm\n\nThân.", encoding="utf-8")
    with pytest.raises(ValueError, match=r"sai\.md"):
        read_seed_text(bad)


def published(slug: str) -> str:
    """All words of a standing page."""
    return " ".join(
        strip_tags(text) for _kind, text in read_seed_text(STANDARD / f"{slug}.md").body
    )


def test_the_rules_tell_the_order_of_lists_as_it_is():
    assert BEST_FIRST == ("-has_stock", "-in_force__stars", "-in_force__valid_from", "pk")
    assert "hàng còn bán đứng trước, rồi đến số sao và ngày công nhận" in published(
        "quy-che-hoat-dong"
    )


@pytest.mark.parametrize(
    ("slug", "promise"),
    [
        ("quy-che-hoat-dong", "nhãn có đủ thông tin bắt buộc"),  # the gate looks at no label
        ("giao-hang-va-phi", "chỉ giao trong vùng gần"),  # every commune is delivered to
        ("cach-thanh-toan", "Phiếu giảm giá, nếu có"),  # Oscar's vouchers are not served
        ("cach-thanh-toan", "và tải"),  # a receipt is a page
        ("dieu-khoan", "và tải"),
    ],
)
def test_the_rules_promise_nothing_that_the_shop_does_not_do(slug, promise):
    assert promise not in published(slug)
