"""The page of the style guide, for the staff only."""

import csv
import re
from dataclasses import replace
from itertools import cycle, groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from theme.covers import Cover, weave_place
from theme.sprite import DATA, motifs
from theme.styleguide.controls import CONTROLS
from theme.styleguide.goods import GOODS
from theme.styleguide.messages import MESSAGES
from theme.stylesheet import CSS

MODES = {"sang": "light", "toi": "dark"}
#: Components that are the frame of every page, or stand in its head: the page itself shows them.
FRAME = ("footer", "header", "htmx", "meta_tags", "place_options")
CHAPTERS = (
    (gettext_lazy("Goods, places and stories"), GOODS),
    (gettext_lazy("Controls"), CONTROLS),
    (gettext_lazy("Messages"), MESSAGES),
)
SIZES = ("hero", "h1", "title", "h2", "2xl", "xl", "l", "base", "m", "s", "xs")


def style_guide(request: HttpRequest) -> HttpResponse:
    """Show every component in each state, with `?mau=sang|toi` in one mode of colours.

    To anybody but the staff there is no such page.
    """
    if not request.user.is_staff:
        raise Http404
    chapters = [
        (name, [(example, example.render(request)) for example in examples])
        for name, examples in CHAPTERS
    ]
    context = {
        "heading": _("Style guide"),
        "noindex": True,
        "mode": MODES.get(request.GET.get("mau", ""), ""),
        "chapters": chapters,
        "frame": FRAME,
        "colours": colours(),
        "sizes": SIZES,
        "provinces": provinces(),
        "drawings": drawings(),
        "bands": bands(),
        "icons": list(motifs()["icons"]),
    }
    return render(request, "styleguide/index.html", context)


def colours() -> list[str]:
    """The names of the colour tokens of both modes."""
    dark = (CSS / "tokens.css").read_text(encoding="utf-8").split("prefers-color-scheme: dark")[1]
    return re.findall(r"--([a-z0-9-]+):", dark)


def provinces() -> list[tuple[str, list[tuple[str, Cover]]]]:
    """The covers of the 34 provinces, by region."""
    return [
        (world, [(row["province"], weave_place(row["province"], world)) for row in rows])
        for world, rows in groupby(_looms(), key=lambda row: row["world"])
    ]


def drawings() -> list[tuple[str, Cover]]:
    """Every drawing, each on the ground of another province."""
    grounds = cycle(weave_place(row["province"], row["world"]) for row in _looms())
    return [(name, replace(next(grounds), glyph=name)) for name in motifs()["glyphs"]]


def bands() -> list[Cover]:
    """Every band, each in the colours of another province."""
    grounds = cycle(weave_place(row["province"], row["world"]) for row in _looms()[::4])
    return [replace(next(grounds), band=number) for number in range(len(motifs()["bands"]))]


def _looms() -> list[dict[str, str]]:
    with (DATA / "looms.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
