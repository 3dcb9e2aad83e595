"""The table of delivery costs: zone × weight, dated, read from data/rates.csv.

The shipped figures are made up for the demonstration and say so in the file; a shop replaces them
with its carrier's table.
"""

import csv
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from catalogue.models import Province

TABLE = Path(__file__).parent / "data" / "rates.csv"
GRAMS_PER_KILOGRAM = 1000


class Zone(StrEnum):
    """How far a parcel goes, seen from the seller's province."""

    SAME_PROVINCE = "same_province"
    SAME_REGION = "same_region"
    OTHER = "other"


class NoRate(Exception):
    """The table holds no price for that zone on that day."""


@dataclass(frozen=True)
class Rate:
    """One dated row: price in đồng up to a weight in grams, or for each further kilogram."""

    valid_from: date
    valid_until: date | None
    zone: Zone
    up_to_grams: int | None
    price: int

    def holds(self, on: date) -> bool:
        """Whether the row is in force on that day, the last day included."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


def zone_between(origin: Province | None, destination: Province) -> Zone:
    """Return the zone of a parcel; an unknown origin counts as far."""
    if origin is None:
        return Zone.OTHER
    if origin.pk == destination.pk:
        return Zone.SAME_PROVINCE
    return Zone.SAME_REGION if origin.region_id == destination.region_id else Zone.OTHER


def parcel_price(*, zone: Zone, grams: int, on: date) -> int:
    """Return the price of one parcel in whole đồng; raises NoRate instead of inventing one."""
    rows = [rate for rate in load_rates(TABLE) if rate.zone == zone and rate.holds(on)]
    steps = sorted((row.up_to_grams, row.price) for row in rows if row.up_to_grams)
    if not steps:
        raise NoRate(f"no delivery rate for {zone} on {on}")
    place = bisect_left([limit for limit, _price in steps], grams)
    if place < len(steps):
        return steps[place][1]
    further = next((row for row in rows if row.up_to_grams is None), None)
    if further is None:
        raise NoRate(f"no delivery rate for {grams} g in {zone} on {on}")
    heaviest, price = steps[-1]
    kilograms = -(-(grams - heaviest) // GRAMS_PER_KILOGRAM)
    return price + kilograms * further.price


@cache
def load_rates(path: Path) -> tuple[Rate, ...]:
    """Read the table once per process; raises ValueError or KeyError for a broken file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Rate(
                valid_from=date.fromisoformat(row["valid_from"]),
                valid_until=date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
                zone=Zone(row["zone"]),
                up_to_grams=int(row["up_to_grams"]) if row["up_to_grams"] else None,
                price=int(row["price_vnd"]),
            )
            for row in csv.DictReader(lines)
        )
