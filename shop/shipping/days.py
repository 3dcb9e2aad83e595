"""How many working days a carrier takes by zone, read from data/days.csv; a shop puts its carrier's there."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shop.shipping.rates import Zone

TABLE = Path(__file__).parent / "data" / "days.csv"


@dataclass(frozen=True, slots=True)
class Days:
    """From so many working days to so many, counted from the day the carrier gets the parcel."""

    first: int
    last: int


@cache
def delivery_days() -> dict[Zone, Days]:
    """Return the days of every zone, read once a process; ValueError for a broken file."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {
            Zone(row["zone"]): Days(int(row["days_from"]), int(row["days_to"]))
            for row in csv.DictReader(lines)
        }
