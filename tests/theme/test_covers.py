"""Covers are chosen once and for ever."""

import pytest

from theme.covers import (
    BANDS,
    DEFAULT_GLYPH,
    DEFAULT_WORLD,
    ROTATIONS,
    VARIANTS,
    WORLDS,
    Cover,
    _drawings,
    glyph_for,
    weave,
    world_for,
)
from theme.sprite import motifs


def test_a_slug_keeps_its_cover_for_ever():
    cover = weave(slug="tra-dinh-hao-dat", world="trung-du-va-mien-nui-phia-bac", glyph="che")
    assert cover == Cover("trung-du-va-mien-nui-phia-bac", 2, 1, 2, "che")
    assert cover.css == "w-trung-du-va-mien-nui-phia-bac-2 r-1"


def test_many_slugs_use_the_whole_loom():
    covers = {weave(slug=f"mon-{n}", world=WORLDS[0], glyph="che") for n in range(1500)}
    assert len(covers) == VARIANTS * ROTATIONS * BANDS


def test_an_unknown_place_is_woven_in_the_default_world():
    assert world_for("atlantis") == world_for(None) == DEFAULT_WORLD
    assert set(motifs()["worlds"]) == set(WORLDS)


@pytest.mark.parametrize(
    ("name", "glyph"),
    [
        ("Nước mắm Lê Gia cốt đặc biệt", "nuoc-mam"),
        ("Bánh đậu xanh Rồng Vàng", "banh"),
        ("Vải thiều Lục Ngạn", "trai-cay"),
        ("Cà phê bột Đắk Lắk", "ca-phe"),
        ("Cá thát lát rút xương", "thuy-san"),
        ("Cà chua sấy", "rau-nam"),
        ("Trà túi lọc cà gai leo", "che-goi"),
        ("Hạt điều rang muối", "hat"),
        ("CÀ PHÊ HOÀ TAN", "ca-phe"),
        ("Vicumax Mật ong Nano", "mat-ong"),
    ],
)
def test_the_head_noun_chooses_the_drawing(name, glyph):
    assert glyph_for(name) == glyph


def test_marks_may_be_composed_or_not():
    assert glyph_for("Nước mắm") == glyph_for("Nước mắm") == "nuoc-mam"


def test_a_name_that_says_nothing_falls_back_on_its_set():
    assert glyph_for("Saphraton", 13) == "ca-phe"
    assert glyph_for("Saphraton") == DEFAULT_GLYPH


def test_teas_do_not_all_look_alike():
    names = ["Trà Tân Cương", "Trà xanh", "Trà đen", "Chè Suối Giàng", "Trà sạch", "Trà ướp"]
    assert len({glyph_for(f"{name} {n}") for name in names for n in range(5)}) >= 4


def test_every_drawing_named_is_drawn_and_every_set_has_one():
    by_word, by_set = _drawings()
    drawn = set(motifs()["glyphs"])
    assert {glyph for glyphs in [*by_word.values(), *by_set.values()] for glyph in glyphs} <= drawn
    assert set(by_set) == set(range(1, 27))
