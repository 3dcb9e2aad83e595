"""Classes of value added tax and their dated rates, read from data/tax_rates.csv.

A row says from when until when its rate holds and which law says so; what could not be confirmed
says that too. A shop whose accountant knows better changes the file.
"""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

TABLE = Path(__file__).parent / "data" / "tax_rates.csv"


class TaxClass(models.TextChoices):
    """How the law taxes goods; the last says how their seller is taxed, whatever the goods."""

    STANDARD = "standard", _("ordinary goods and services")
    EXCISE = "excise", _("goods under excise, such as alcohol")
    FARM_OWN = "farm_own", _("unprocessed farm goods of the seller's own: no VAT")
    FARM_RESOLD = "farm_resold", _("unprocessed farm goods, sold on")
    NOT_CHARGED = "not_charged", _("the seller charges no VAT")


#: What a person may choose for goods; how a seller is taxed stands with the seller.
GOODS_CLASSES = [choice for choice in TaxClass.choices if choice[0] != TaxClass.NOT_CHARGED]


class NoTaxRate(Exception):
    """The table holds no rate for that class on that day."""


@dataclass(frozen=True, slots=True)
class TaxRate:
    """One dated row; `percent` is None where no VAT is charged, which is not a rate of zero."""

    tax_class: TaxClass
    percent: Decimal | None
    valid_from: date
    valid_until: date | None
    is_confirmed: bool
    source: str

    def holds(self, on: date) -> bool:
        """Whether the row is in force on that day, the last day included."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


def rate_on(tax_class: str, on: date) -> TaxRate:
    """Return the rate of a class on a day in Vietnam; raises NoTaxRate instead of inventing one.

    Before the first row of a class its first one counts: a demonstration may pin an older day.
    """
    rows = [row for row in load_rates(TABLE) if row.tax_class == tax_class]
    for row in rows:
        if row.holds(on) or (row is rows[0] and on < row.valid_from):
            return row
    raise NoTaxRate(f"no rate of VAT for {tax_class} on {on}")


@cache
def load_rates(path: Path) -> tuple[TaxRate, ...]:
    """Read the table once per process.

    Raises ValueError or KeyError for a broken file: an unknown class, a gap or an overlap.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = tuple(
            TaxRate(
                tax_class=TaxClass(row["tax_class"]),
                percent=Decimal(row["percent"]) if row["percent"] else None,
                valid_from=date.fromisoformat(row["valid_from"]),
                valid_until=date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
                is_confirmed=row["confirmed"] == "yes",
                source=row["source"],
            )
            for row in csv.DictReader(lines)
        )
    for tax_class in TaxClass:
        _check_days([row for row in rows if row.tax_class == tax_class], tax_class)
    return rows


def _check_days(rows: list[TaxRate], tax_class: TaxClass) -> None:
    """Each row begins the day after the one before it, and the last has no end."""
    ends = [row.valid_until for row in rows]
    if not rows or ends[-1] is not None:
        raise ValueError(f"the rates of {tax_class} end")
    for before, row in zip(ends, rows[1:], strict=False):
        if before is None or row.valid_from != before + timedelta(days=1):
            raise ValueError(f"the rates of {tax_class} have a gap or an overlap")
