"""Lettering of pictures in the faces of the shop, each in a Latin and a Vietnamese file."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple

from PIL import ImageDraw, ImageFont

from theme.sprite import STATIC

HEADING, TEXT = "source-serif-4-{}-600", "hanken-grotesk-{}"
#: As the unicode-range of css/fonts.css has it.
_VIETNAMESE = frozenset(
    map(chr, [*range(0x102, 0x104), 0x110, 0x111, 0x128, 0x129, 0x168, 0x169, 0x1A0, 0x1A1])
) | frozenset(map(chr, [0x1AF, 0x1B0, *range(0x1EA0, 0x1EFA), 0x20AB]))


class Face(NamedTuple):
    """One of the two faces at a size in pixels."""

    family: str
    size: int

    def font(self, is_vietnamese: bool) -> ImageFont.FreeTypeFont:
        """Return the file that holds these letters, opened once."""
        name = self.family.format("vietnamese" if is_vietnamese else "latin")
        return _opened(name, self.size)


@cache
def _opened(name: str, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(STATIC / "fonts" / f"{name}.woff2", size)
    if "hanken" in name:
        font.set_variation_by_axes([500])
    return font


def _runs(text: str, face: Face) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
    for is_vietnamese, letters in groupby(text, _VIETNAMESE.__contains__):
        yield "".join(letters), face.font(is_vietnamese)


def width(text: str, face: Face) -> float:
    """Return how wide a text is, in pixels."""
    return sum(font.getlength(letters) for letters, font in _runs(text, face))


def write(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, face: Face, fill: str
) -> None:
    """Write one line that begins at `at`, on its base line."""
    x, y = at
    for letters, font in _runs(text, face):
        draw.text((x, y), letters, font=font, fill=fill, anchor="ls")
        x += font.getlength(letters)


def fitted(
    text: str, family: str, sizes: Iterable[int], room: int, *, most: int
) -> tuple[Face, list[str]]:
    """Return the largest face that sets a text in at most `most` lines, and those lines.

    In the smallest face what is too much is cut off with an ellipsis.
    """
    for size in sizes:
        face = Face(family, size)
        lines = _wrapped(text, face, room)
        if len(lines) <= most and all(width(line, face) <= room for line in lines):
            return face, lines
    return face, [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), face, room)]


def _wrapped(text: str, face: Face, room: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, face) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _cut(text: str, face: Face, room: int) -> str:
    if width(text, face) <= room:
        return text
    while text and width(f"{text}…", face) > room:
        text = text[:-1].rstrip()
    return f"{text}…"
