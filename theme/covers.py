"""The woven cover of whatever has no photograph: chosen from its slug, so it never changes."""

import csv
import unicodedata
import zlib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

WORLDS = (
    "trung-du-va-mien-nui-phia-bac",
    "dong-bang-song-hong",
    "bac-trung-bo",
    "duyen-hai-nam-trung-bo-va-tay-nguyen",
    "dong-nam-bo",
    "dong-bang-song-cuu-long",
)
DEFAULT_WORLD = "dong-bang-song-hong"
VARIANTS = 3
ROTATIONS = 3
BANDS = 6
DEFAULT_GLYPH = "det-may-tre"


@dataclass(frozen=True, slots=True)
class Cover:
    """One cover: a world of colours and its variant, the order of threads, a band, a drawing."""

    world: str
    variant: int
    rotation: int
    band: int
    glyph: str

    @property
    def css(self) -> str:
        """The classes that carry the colours (see css/components/cover.css)."""
        return f"w-{self.world}-{self.variant} r-{self.rotation}"


def weave(*, slug: str, world: str, glyph: str) -> Cover:
    """Weave the cover of a slug; the same slug gives the same cover for ever."""
    number = zlib.crc32(slug.encode())
    number, variant = divmod(number, VARIANTS)
    number, rotation = divmod(number, ROTATIONS)
    return Cover(
        world=world_for(world),
        variant=variant,
        rotation=rotation,
        band=number % BANDS,
        glyph=glyph or DEFAULT_GLYPH,
    )


def world_for(region_slug: str | None) -> str:
    """Return the world of a region's slug; the Red River world for a place not known."""
    return region_slug if region_slug in WORLDS else DEFAULT_WORLD


@lru_cache(maxsize=4096)
def glyph_for(name: str, set_number: int | None = None) -> str:
    """Choose the drawing of a product from its Vietnamese name, else from its OCOP set (1-26).

    The word standing first in the name wins, because the head noun comes first in Vietnamese
    ("bánh đậu xanh" is a cake); of words starting together the longest wins.
    """
    by_word, by_set = _drawings()
    words = f" {_plain(name)} "
    found = [(words.find(f" {word} "), -len(word), word) for word in by_word]
    found = [place for place in found if place[0] >= 0]
    glyphs = by_word[min(found)[2]] if found else by_set.get(set_number or 0, (DEFAULT_GLYPH,))
    return glyphs[zlib.crc32(name.encode()) // 54 % len(glyphs)]


def _plain(name: str) -> str:
    """Lower-case words, punctuation made into spaces; marks stay, since ca, cà and cá differ."""
    text = unicodedata.normalize("NFC", name).lower()
    for old, new in _TONES:
        text = text.replace(old, new)
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


_TONES = (("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("úy", "uý"), ("ùy", "uỳ"), ("ủy", "uỷ"))


@cache
def _drawings() -> tuple[dict[str, tuple[str, ...]], dict[int, tuple[str, ...]]]:
    """Read which drawings stand for which words and for which OCOP sets."""
    by_word, by_set = {}, {}
    with (Path(__file__).parent / "data" / "drawings.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            glyphs = tuple(row["drawings"].split())
            by_word |= {_plain(word): glyphs for word in row["words"].split(",") if word}
            by_set |= {int(number): glyphs for number in row["ocop_sets"].split()}
    return by_word, by_set
