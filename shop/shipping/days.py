"""How many days a parcel takes by zone, read from data/days.csv; a shop puts its carrier's there."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from shop.shipping.rates import Zone

TABLE = Path(__file__).parent / "data" / "days.csv"


@dataclass(frozen=True, slots=True)
class Days:
    """From so many days to so many, counted from the order; both are whole days."""

    first: int
    last: int

    def arrival(self, ordered_on: date) -> tuple[date, date]:
        """Return the first and the last day on which a parcel ordered that day is expected."""
        return ordered_on + timedelta(days=self.first), ordered_on + timedelta(days=self.last)


@cache
def delivery_days() -> dict[Zone, Days]:
    """Return the days of every zone, read once a process; ValueError for a broken file."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {
            Zone(row["zone"]): Days(int(row["days_from"]), int(row["days_to"]))
            for row in csv.DictReader(lines)
        }
