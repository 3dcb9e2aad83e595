"""Goods that do not keep: how long they may be on the way, and how soon to complain.

A product says for itself how many days it keeps; otherwise its set of the classification of 2026
does (data/perishability.csv, figures of the demonstration). The hours are those of the page doi-tra.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalogue.models import Product

TABLE = Path(__file__).parent / "data" / "perishability.csv"
#: Hours after delivery in which a fault of fresh goods is told, where the set states none.
RETURN_HOURS = 24


@dataclass(frozen=True, slots=True)
class Perishability:
    """Calendar days on the way, from hand-over to arrival, and hours to complain from delivery."""

    days: int
    return_hours: int


@cache
def load_perishability(path: Path) -> dict[int, Perishability]:
    """Return what the table says by set number, read once a process; ValueError for a broken file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            int(row["set_number"]): Perishability(
                int(row["days_on_the_way"]), int(row["return_hours"])
            )
            for row in csv.DictReader(lines)
        }


def perishability_of(product: Product) -> Perishability | None:
    """Return how long a product keeps; None for what keeps longer than any parcel travels."""
    node = product.classification
    of_set = load_perishability(TABLE).get(node.set_number or 0) if node else None
    if product.days_on_the_way is None:
        return of_set
    return Perishability(product.days_on_the_way, of_set.return_hours if of_set else RETURN_HOURS)


def strictest_perishability(products: Iterable[Product]) -> Perishability | None:
    """Return how long goods keep that go in one parcel, by the first to spoil; None where all keep."""
    found = [fresh for product in products if (fresh := perishability_of(product)) is not None]
    if not found:
        return None
    return Perishability(
        min(fresh.days for fresh in found), min(fresh.return_hours for fresh in found)
    )
