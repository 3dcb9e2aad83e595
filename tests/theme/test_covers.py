"""Covers are chosen once and for ever."""

from itertools import pairwise
from unicodedata import normalize

import pytest

from theme.covers import (
    BANDS,
    DEFAULT_GLYPH,
    DEFAULT_WORLD,
    REACH,
    ROTATIONS,
    VARIANTS,
    WORLDS,
    Cover,
    _drawings,
    apart,
    glyph_for,
    looms,
    weave,
    weave_place,
    world_for,
)
from theme.sprite import DATA, motifs

NORTH = WORLDS[0]


def test_a_slug_keeps_its_cover_for_ever():
    cover = weave(slug="tra-dinh-hao-dat", world=NORTH, glyph="che")
    assert cover == Cover("trung-du-va-mien-nui-phia-bac", 5, 2, 4, "che")
    assert cover.css == "w-trung-du-va-mien-nui-phia-bac-5 r-2"


def test_many_slugs_use_the_whole_loom():
    covers = {weave(slug=f"mon-{n}", world=NORTH, glyph="che") for n in range(3000)}
    assert len(covers) == VARIANTS * ROTATIONS * BANDS


def test_every_province_has_a_loom_of_its_own():
    assert len(looms()) == 34
    lines = (DATA / "looms.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len({weave_place(*line.split(",")) for line in lines}) == 34


def test_things_of_one_province_entered_together_never_share_a_ground():
    woven = [
        weave(slug="yen", world=NORTH, glyph="yen", place="son-la", number=n) for n in range(60)
    ]
    for reach in range(1, REACH + 1):
        assert all(
            (first.variant, first.rotation) != (second.variant, second.rotation)
            for first, second in zip(woven, woven[reach:], strict=False)
        )
    assert all(first.variant != second.variant for first, second in pairwise(woven))


def test_neighbours_in_a_list_are_told_apart():
    same = weave(slug="yen", world=NORTH, glyph="yen", place="son-la", number=6)
    shown = apart([same] * 12)
    for reach in range(1, REACH + 1):
        assert all(a.variant != b.variant for a, b in zip(shown, shown[reach:], strict=False))
    other = weave(slug="che", world=NORTH, glyph="che", place="son-la", number=6)
    assert apart([same, other]) == [same, other]


def _brightness(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_threads_stand_out_from_the_ground():
    for variants in motifs()["worlds"].values():
        assert len(variants) == VARIANTS
        for ground, *threads in variants:
            dark = _brightness(ground) + 0.05
            assert all((_brightness(thread) + 0.05) / dark > 2.3 for thread in threads), ground


def test_an_unknown_place_is_woven_in_the_default_world():
    assert world_for("atlantis") == world_for(None) == DEFAULT_WORLD
    assert set(motifs()["worlds"]) == set(WORLDS)
    assert len(motifs()["bands"]) == BANDS


@pytest.mark.parametrize(
    ("name", "glyphs"),
    [
        ("Nước mắm Lê Gia cốt đặc biệt", {"nuoc-mam", "thung-mam"}),
        ("Bánh đậu xanh Rồng Vàng", {"banh"}),
        ("Bánh tráng sa tế tôm hành", {"banh-trang"}),
        ("Vải thiều Lục Ngạn", {"vai"}),
        ("Cà phê bột Đắk Lắk", {"ca-phe", "phin", "goi-ca-phe"}),
        ("Cá thát lát rút xương", {"thuy-san"}),
        ("Cà chua sấy", {"trai-cay"}),
        ("Trà túi lọc cà gai leo", {"che-goi"}),
        ("Hạt điều rang muối", {"hat"}),
        ("CÀ PHÊ HOÀ TAN", {"ca-phe", "phin", "goi-ca-phe"}),
        ("Vicumax Mật ong Nano", {"mat-ong", "hu-mat", "ong"}),
        ("Mướp hương", {"bi"}),
        ("Kem dừa non", {"kem"}),
        ("Kem đánh răng thảo dược", {"xa-phong"}),
        ("Nến thơm", {"nen"}),
        ("Yến chưng đường phèn", {"yen-hu", "yen"}),
        ("Quế điếu Phúc Long", {"que"}),
        ("Tiêu sọ hữu cơ Lệ Chí", {"tieu"}),
        ("Tinh dầu tràm", {"tinh-dau"}),
    ],
)
def test_the_head_noun_chooses_the_drawing(name, glyphs):
    assert {glyph_for(name, number=n) for n in range(6)} == glyphs
    assert glyph_for(name) in glyphs


def test_marks_may_be_composed_or_not():
    loose = normalize("NFD", "Nước mắm")
    assert glyph_for(loose, number=0) == glyph_for("Nước mắm", number=0) == "nuoc-mam"


def test_a_name_that_says_nothing_falls_back_on_its_set():
    assert glyph_for("Saphraton", 13) in {"ca-phe", "phin"}
    assert glyph_for("Saphraton") == DEFAULT_GLYPH


def test_teas_do_not_all_look_alike():
    names = ["Trà Tân Cương", "Trà xanh", "Trà đen", "Chè Suối Giàng", "Trà sạch", "Trà ướp"]
    assert len({glyph_for(f"{name} {n}") for name in names for n in range(5)}) >= 4


def test_every_drawing_named_is_drawn_and_every_set_has_one():
    by_word, by_set = _drawings()
    drawn = set(motifs()["glyphs"])
    assert {glyph for glyphs in [*by_word.values(), *by_set.values()] for glyph in glyphs} <= drawn
    assert set(by_set) == set(range(1, 27))
