"""Turn the motifs into the files the browser gets: one SVG sprite and the colours of the worlds."""

import json
from math import cos, pi, sin
from pathlib import Path

DATA = Path(__file__).parent / "data"
STATIC = Path(__file__).parent / "static" / "theme"
GENERATED = "<!-- Written by manage.py build_theme. -->"
CELL = 5
REACH = 4000
THREADS = ("a", "b", "c")
_MARKS = {"A": "var(--a)", "B": "var(--b)", "C": "var(--c)", "G": "var(--g)"}
_ROSETTE_POINTS = 8


def motifs() -> dict:
    return json.loads((DATA / "motifs.json").read_text(encoding="utf-8"))


def sprite() -> str:
    """Return the sprite: bands b-…, drawings g-…, icons i-… and seals s-….

    Colours are custom properties, which the page's classes set through <use>.
    """
    source = motifs()
    parts = [GENERATED, '<svg xmlns="http://www.w3.org/2000/svg">']
    for number, rows in enumerate(source["bands"]):
        parts.append(f'<g id="b-{number}" fill="none" shape-rendering="crispEdges">')
        parts.append(band(rows))
        parts.append("</g>")
    for name, drawing in source["glyphs"].items():
        parts.append(f'<symbol id="g-{name}" viewBox="0 0 100 100" overflow="visible">')
        parts.append(coloured(drawing))
        parts.append("</symbol>")
    parts += [icon(name, drawing) for name, drawing in source["icons"].items()]
    parts += [seal(3), seal(4), seal(5), seal(0), "</svg>\n"]
    return "\n".join(parts)


def icon(name: str, drawing: str) -> str:
    """Wrap a line drawing on a 24-unit box as the icon i-<name>, in the colour of the text."""
    return (
        f'<symbol id="i-{name}" viewBox="0 0 24 24"><path fill="none" stroke="currentColor" '
        f'stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" d="{drawing}"/>'
        "</symbol>"
    )


def coloured(drawing: str) -> str:
    """Replace the letters of the threads and the ground by custom properties."""
    for letter, value in _MARKS.items():
        drawing = drawing.replace(f'="{letter}"', f'="{value}"')
    return drawing


def band(rows: list[str]) -> str:
    """Draw a woven band as dashed lines, one for each thread of each row, with its two borders."""
    width = len(rows[0])
    start = -CELL * width / 2 if width % 2 else 0
    lines = [_line(-3, "b", start, "", 1.5), _line(-6.5, "a", start, "", 2.5)]
    for number, row in enumerate(rows):
        for digit, thread in enumerate(THREADS, 1):
            if str(digit) in row:
                first, dashes = _dashes(row, str(digit))
                y = number * CELL + CELL / 2
                lines.append(_line(y, thread, start + (first - width) * CELL, dashes, CELL))
    lines.append(_line(len(rows) * CELL + 5, "a", start, "", 2.5))
    return "".join(lines)


def _dashes(row: str, digit: str) -> tuple[int, str]:
    """Return where the row's pattern begins and its run lengths: stitched, bare, stitched …"""
    if set(row) == {digit}:
        return 0, ""
    first = next(i for i in range(len(row)) if row[i] == digit and row[i - 1] != digit)
    turned = row[first:] + row[:first]
    runs = [0]
    for here, before in zip(turned, digit + turned, strict=False):
        if (here == digit) != (before == digit):
            runs.append(0)
        runs[-1] += CELL
    return first, " ".join(map(str, runs))


def _line(y: float, thread: str, x: float, dashes: str, width: float) -> str:
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<path d="M{x:g} {y:g}h{REACH}" stroke="var(--{thread})" stroke-width="{width:g}"{dash}/>'
    )


def seal(stars: int) -> str:
    """Draw the eight-point rosette of 3-5 stars on a 48-unit box; 0 draws the struck outline."""
    points = _star(24, 24, 23.2, 18.8, _ROSETTE_POINTS)
    if not stars:
        return (
            '<symbol id="s-0" viewBox="0 0 48 48"><g fill="none" stroke="currentColor" '
            f'stroke-width="1.6"><path d="{points}" stroke-linejoin="round"/>'
            '<circle cx="24" cy="24" r="15.6" stroke-width="1"/>'
            '<path d="M7 41 41 7" stroke-width="2.4"/></g></symbol>'
        )
    small = "".join(
        _star(24 + (i - (stars - 1) / 2) * 5.1, 32.4, 2.5, 1.1, 5) for i in range(stars)
    )
    return (
        f'<symbol id="s-{stars}" viewBox="0 0 48 48"><path fill="var(--seal)" '
        f'stroke="var(--seal-ink)" stroke-width=".9" stroke-linejoin="round" d="{points}"/>'
        '<circle cx="24" cy="24" r="16.6" fill="none" stroke="var(--seal-ink)" stroke-width=".8"/>'
        f'<path fill="var(--seal-ink)" d="{small}"/></symbol>'
    )


def _star(x: float, y: float, outer: float, inner: float, points: int) -> str:
    corners = []
    for i in range(points * 2):
        radius, angle = (inner if i % 2 else outer), pi * i / points - pi / 2
        corners.append(f"{x + radius * cos(angle):.1f} {y + radius * sin(angle):.1f}")
    return f"M{'L'.join(corners)}z"


def cover_css() -> str:
    """Return the colours: one class per variant of a world, one per order of its threads."""
    lines = ["/* Written by manage.py build_theme. */"]
    for world, variants in motifs()["worlds"].items():
        for number, colours in enumerate(variants):
            ground, *threads = colours
            colouring = "".join(f";--t{i}:{colour}" for i, colour in enumerate(threads, 1))
            lines.append(f".w-{world}-{number}{{--g:{ground}{colouring}}}")
    for turn in range(3):
        order = ";".join(f"--{name}:var(--t{(i + turn) % 3 + 1})" for i, name in enumerate(THREADS))
        lines.append(f".r-{turn}{{{order}}}")
    return "\n".join(lines) + "\n"


def selvedge() -> str:
    """Return the brand's own band as a tile of fixed colours, for backgrounds of any width."""
    rows = motifs()["bands"][0]
    colours = {"1": "#c4552c", "2": "#f3d9a0", "3": "#f6efe0"}
    width, height = len(rows[0]) * 2, len(rows) * 2
    cells = "".join(
        f'<path fill="{colour}" d="'
        + "".join(
            f"M{x * 2} {y * 2}h2v2h-2z"
            for y, row in enumerate(rows)
            for x, digit in enumerate(row)
            if digit == mark
        )
        + '"/>'
        for mark, colour in colours.items()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height + 6}" '
        f'viewBox="0 -3 {width} {height + 6}" shape-rendering="crispEdges">'
        f'<path fill="#1b1b1f" d="M0-3h{width}v{height + 6}H0z"/>{cells}</svg>\n'
    )
