"""Where a place lies: its province in the country, and the commune in its province."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from theme.province_shapes import far, place, provinces

#: Room around a province and the size of the spot, as shares of the province's longer side.
ROOM, SPOT = 0.08, 0.035


@dataclass(frozen=True, slots=True)
class Locator:
    """What components/locator.html draws; map units, `spot` is x, y and radius or None."""

    code: str
    codes: tuple[str, ...]
    view_box: str
    spot: tuple[str, str, str] | None


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    width: float
    height: float


def locate(
    code: str, latitude: float | Decimal | None = None, longitude: float | Decimal | None = None
) -> Locator | None:
    """Return the locator of a province's code, with a spot where degrees are given."""
    box = _boxes().get(code)
    if box is None:
        return None
    longer = max(box.width, box.height)
    room = longer * ROOM
    box_values = (box.left - room, box.top - room, box.width + 2 * room, box.height + 2 * room)
    return Locator(
        code=code,
        codes=tuple(_boxes()),
        view_box=" ".join(f"{value:.1f}" for value in box_values),
        spot=_spot(latitude, longitude, longer * SPOT),
    )


def _spot(
    latitude: float | Decimal | None, longitude: float | Decimal | None, radius: float
) -> tuple[str, str, str] | None:
    if latitude is None or longitude is None:
        return None
    x, y = place(float(longitude), float(latitude))
    return f"{x / 10:.1f}", f"{y / 10:.1f}", f"{radius:.1f}"


@cache
def _boxes() -> dict[str, _Box]:
    """Return the box of each province's mainland and near islands, read once a process."""
    boxes = {}
    for code, rings in provinces().items():
        points = [point for ring in rings if not far(ring) for point in ring]
        east, south = max(x for x, _ in points), max(y for _, y in points)
        west, north = min(x for x, _ in points), min(y for _, y in points)
        boxes[code] = _Box(west / 10, north / 10, (east - west) / 10, (south - north) / 10)
    return boxes
