"""Turn the boundaries of the 34 provinces into one small SVG file of named outlines."""

import json
from math import cos, radians

from theme.sprite import DATA, GENERATED

SCALE = 45
WEST, NORTH = 102.0, 23.5
_FLATTEN = cos(radians(16))
ARCHIPELAGO_EAST_OF = 110.5


def provinces() -> dict[str, list[list[tuple[int, int]]]]:
    """Return the rings of each province code in tenths of a map unit, islands included."""
    text = (DATA / "provinces.geojson").read_text(encoding="utf-8")
    return {
        feature["properties"]["code"]: [
            [place(lon, lat) for lon, lat in part[0]] for part in feature["geometry"]["coordinates"]
        ]
        for feature in json.loads(text)["features"]
    }


def place(lon: float, lat: float) -> tuple[int, int]:
    """Return where degrees east and north stand, in tenths of a map unit."""
    return round((lon - WEST) * _FLATTEN * SCALE * 10), round((NORTH - lat) * SCALE * 10)


def map_svg() -> str:
    """Return the outlines p-<code>; islets of Hoàng Sa and Trường Sa are dots one can see."""
    parts = [GENERATED, '<svg xmlns="http://www.w3.org/2000/svg">']
    for code, rings in provinces().items():
        shapes = "".join(_ring(ring) for ring in rings if not far(ring))
        dots = "".join(_dot(ring) for ring in rings if far(ring))
        parts.append(f'<g id="p-{code}"><path transform="scale(.1)" d="{shapes}"/>{dots}</g>')
    parts.append("</svg>\n")
    return "\n".join(parts)


def far(ring: list[tuple[int, int]]) -> bool:
    """Whether a ring belongs to Hoàng Sa or Trường Sa, far out at sea."""
    return ring[0][0] > (ARCHIPELAGO_EAST_OF - WEST) * _FLATTEN * SCALE * 10


def _dot(ring: list[tuple[int, int]]) -> str:
    x = sum(point[0] for point in ring) / len(ring) / 10
    y = sum(point[1] for point in ring) / len(ring) / 10
    return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="5" fill="var(--islet)"/>'


def _ring(ring: list[tuple[int, int]]) -> str:
    (x, y), *rest = ring
    path = [f"M{x} {y}l"]
    for next_x, next_y in rest:
        step = f"{next_x - x} {next_y - y}"
        path.append(step if step.startswith("-") or path[-1].endswith("l") else f" {step}")
        x, y = next_x, next_y
    return "".join(path).replace(" -", "-") + "z"
