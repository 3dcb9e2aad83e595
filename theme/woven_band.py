"""The band of a cover as a picture, for paper; colours as in the cover's own classes."""

import re

import resvg_py

from theme.covers import Cover
from theme.sprite import THREADS, band, motifs

#: Pixels of the picture: 210 mm of paper at about 290 dots an inch.
BAND_WIDTH, BAND_HEIGHT = 2400, 248
_SCALE = 4.3
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")


def thread_colours(cover: Cover) -> dict[str, str]:
    """Return the colours of a cover by the names that its drawings use: "g" is the ground."""
    ground, *threads = motifs()["worlds"][cover.world][cover.variant]
    colours = {"g": ground}
    for at, thread in enumerate(THREADS):
        colours[thread] = threads[(at + cover.rotation) % len(threads)]
    return colours


def filled_in(svg: str, colours: dict[str, str]) -> str:
    """Return an SVG with its variables replaced by colours."""
    return _VARIABLE.sub(lambda found: colours[found[1]], svg)


def woven_band_png(cover: Cover) -> bytes:
    """Draw the band of a cover on its ground, as wide as a sheet of paper."""
    art = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{BAND_WIDTH}" height="{BAND_HEIGHT}">'
        f'<rect width="{BAND_WIDTH}" height="{BAND_HEIGHT}" fill="var(--g)"/>'
        f'<g transform="scale({_SCALE})" fill="none" shape-rendering="crispEdges">'
        f"{band(motifs()['bands'][cover.band])}</g></svg>"
    )
    drawn = resvg_py.svg_to_bytes(
        svg_string=filled_in(art, thread_colours(cover)), skip_system_fonts=True
    )
    return bytes(drawn)
