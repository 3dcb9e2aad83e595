"""The picture that goes with a shared address: the cover, the seal and the name, 1200×630."""

import hashlib
import io
import re
from dataclasses import astuple, dataclass

import resvg_py
from PIL import Image, ImageDraw

from theme.covers import Cover
from theme.sprite import band, coloured, motifs, seal
from theme.typography import HEADING, TEXT, Face, fitted, width, write
from theme.woven_band import filled_in, thread_colours

WIDTH, HEIGHT = 1200, 630
#: Changes with the drawing, so that every address changes with it.
EDITION = "1"
MARGIN = 72
TEXT_WIDTH = 620
LIGHT, QUIET = "#ffffff", "#e9e4d6"
SEALS = {5: "#b07400", 4: "#b3261a", 3: "#0c5a4a"}
BRAND = "Đặc sản OCOP"
TWO_LINES, THREE_LINES = (76, 66), (58, 48)


@dataclass(frozen=True, slots=True)
class SocialCard:
    """What a picture says: a name, up to two quiet lines, the stars in force (0 for none)."""

    title: str
    lines: tuple[str, ...]
    stars: int
    cover: Cover

    @property
    def version(self) -> str:
        """Ten hexadecimal digits that change with anything that is drawn, stars included."""
        drawn = repr((EDITION, self.title, self.lines, self.stars, astuple(self.cover)))
        return hashlib.sha256(drawn.encode()).hexdigest()[:10]


def social_card_png(card: SocialCard) -> bytes:
    """Draw a card as PNG of few colours: 15-60 KB, a fifth of a second."""
    drawn = resvg_py.svg_to_bytes(svg_string=_artwork(card), skip_system_fonts=True)
    picture = Image.open(io.BytesIO(bytes(drawn))).convert("RGB")
    _letter(ImageDraw.Draw(picture), card)
    written = io.BytesIO()
    few = picture.quantize(192, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(written, "PNG")
    return written.getvalue()


def _artwork(card: SocialCard) -> str:
    """Return the SVG of everything but the letters."""
    source = motifs()
    colours = thread_colours(card.cover)
    art = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="var(--g)"/>'
        f'<g transform="translate(738 {124 if card.stars else 90}) scale(3.2)">'
        f"{coloured(source['glyphs'][card.cover.glyph])}</g>"
        '<g transform="translate(0 506) scale(2.15)" fill="none" shape-rendering="crispEdges">'
        f"{band(source['bands'][card.cover.band])}</g>"
        f'<g transform="translate({MARGIN} 58) scale(1.3)"><path fill="#b3261a" '
        'd="M17 0 34 17 17 34 0 17z"/><path fill="#f2b632" d="M17 7 27 17 17 27 7 17z"/>'
        '<path fill="#14323a" d="M17 12l5 5-5 5-5-5z"/></g>'
    ]
    if card.stars:
        colours |= {"seal": SEALS[card.stars], "seal-ink": LIGHT}
        inside = re.sub(r"</?symbol[^>]*>", "", seal(card.stars))
        art.append(f'<g transform="translate(1024 36) scale(2.9)">{inside}</g>')
    return filled_in("".join(art), colours) + "</svg>"


def _letter(draw: ImageDraw.ImageDraw, card: SocialCard) -> None:
    """Write the brand, the name as large as it fits, and the quiet lines."""
    write(draw, (MARGIN + 60, 91), BRAND, Face(HEADING, 32), LIGHT)
    face, lines = fitted(card.title, HEADING, TWO_LINES, TEXT_WIDTH, most=2)
    if lines[-1].endswith("…"):
        face, lines = fitted(card.title, HEADING, THREE_LINES, TEXT_WIDTH, most=3)
    step = round(face.size * 1.2)
    quiet = [fitted(line, TEXT, (30, 26), TEXT_WIDTH, most=1) for line in card.lines if line]
    tall = step * len(lines) + 16 + 42 * len(quiet)
    y = 130 + max(0, (350 - tall) // 2) + face.size
    for line in lines:
        write(draw, (MARGIN, y), line, face, LIGHT)
        y += step
    y += 16 - face.size + 30
    for small, (line,) in quiet:
        write(draw, (MARGIN, y), line, small, QUIET)
        y += 42
    if card.stars:
        digit, face = str(card.stars), Face(HEADING, 58)
        write(draw, (1024 + 24 * 2.9 - width(digit, face) / 2, 36 + 27.5 * 2.9), digit, face, LIGHT)
