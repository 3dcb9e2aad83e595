"""The woven cover of whatever has no photograph: chosen from what it is, so it never changes."""

import csv
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
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
VARIANTS = 6
ROTATIONS = 3
BANDS = 8
#: How far back a list is looked through: the widest grid has four columns.
REACH = 4
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


@dataclass(frozen=True, slots=True)
class Loom:
    """A province's own way of weaving: its first ground, order of threads and two bands."""

    ground: int
    rotation: int
    bands: tuple[int, int]


def weave(
    *, slug: str, world: str, glyph: str, place: str = "", number: int | None = None
) -> Cover:
    """Weave a cover; the same words and number give the same cover for ever.

    `place` is a province's slug and sets its loom. Products give their key as `number`: the
    grounds of a world follow one another with it, so that things entered together differ.
    """
    loom = looms().get(place)
    number = zlib.crc32(slug.encode()) if number is None else number
    turn, step = divmod(number, VARIANTS)
    if loom is None:
        loom = Loom(0, 0, (turn // ROTATIONS % BANDS,) * 2)
    return Cover(
        world=world_for(world),
        variant=(loom.ground + step) % VARIANTS,
        rotation=(loom.rotation + turn + step) % ROTATIONS,
        band=loom.bands[(turn + step) % 2],
        glyph=glyph or DEFAULT_GLYPH,
    )


def weave_place(slug: str, world: str) -> Cover:
    """Weave the cover that stands for a province itself: its loom, before any product."""
    return weave(slug=slug, world=world, glyph="", place=slug, number=0)


def apart(covers: Iterable[Cover]) -> list[Cover]:
    """Return the covers of a list in order, changing the ground of one that looks like a near one.

    Near are the REACH before it. Needed where a list brings together what was entered far apart.
    """
    shown: list[Cover] = []
    for cover in covers:
        taken = {_look(each) for each in shown[-REACH:]}
        for _ in range(VARIANTS):
            if _look(cover) not in taken:
                break
            cover = replace(cover, variant=(cover.variant + 1) % VARIANTS)
        shown.append(cover)
    return shown


def _look(cover: Cover) -> tuple[str, int, str]:
    return cover.world, cover.variant, cover.glyph


def world_for(region_slug: str | None) -> str:
    """Return the world of a region's slug; the Red River world for a place not known."""
    return region_slug if region_slug in WORLDS else DEFAULT_WORLD


def glyph_for(name: str, set_number: int | None = None, number: int | None = None) -> str:
    """Choose the drawing of a product from its Vietnamese name, else from its OCOP set (1-26).

    `number` goes round the drawings that stand for one word; without it the name decides.
    """
    glyphs = _glyphs_for(name, set_number)
    return glyphs[(zlib.crc32(name.encode()) // 54 if number is None else number) % len(glyphs)]


@lru_cache(maxsize=4096)
def _glyphs_for(name: str, set_number: int | None) -> tuple[str, ...]:
    """Return the drawings of the word standing first in a name, else of the set.

    The head noun comes first in Vietnamese ("bánh đậu xanh" is a cake); of words starting together
    the longest wins.
    """
    by_word, by_set = _drawings()
    words = f" {_plain(name)} "
    found = [(words.find(f" {word} "), -len(word), word) for word in by_word]
    found = [place for place in found if place[0] >= 0]
    return by_word[min(found)[2]] if found else by_set.get(set_number or 0, (DEFAULT_GLYPH,))


def _plain(name: str) -> str:
    """Lower-case words, punctuation made into spaces; marks stay, since ca, cà and cá differ."""
    text = unicodedata.normalize("NFC", name).lower()
    for old, new in _TONES:
        text = text.replace(old, new)
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


_TONES = (("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("úy", "uý"), ("ùy", "uỳ"), ("ủy", "uỷ"))


@cache
def looms() -> dict[str, Loom]:
    """Return the loom of each of the 34 provinces by slug; no two of a region are the same."""
    found: dict[str, Loom] = {}
    counted: Counter[str] = Counter()
    with (Path(__file__).parent / "data" / "looms.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            at = counted[row["world"]]
            counted[row["world"]] += 1
            second = (at + 3 + at // BANDS) % BANDS
            found[row["province"]] = Loom(at % VARIANTS, at % ROTATIONS, (at % BANDS, second))
    return found


@cache
def _drawings() -> tuple[dict[str, tuple[str, ...]], dict[int, tuple[str, ...]]]:
    """Read which drawings stand for which words and for which OCOP sets."""
    by_word: dict[str, tuple[str, ...]] = {}
    by_set: dict[int, tuple[str, ...]] = {}
    with (Path(__file__).parent / "data" / "drawings.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            glyphs = tuple(row["drawings"].split())
            by_word |= {_plain(word): glyphs for word in row["words"].split(",") if word}
            by_set |= {int(number): glyphs for number in row["ocop_sets"].split()}
    return by_word, by_set
