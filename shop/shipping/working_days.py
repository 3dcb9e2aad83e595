"""On which days sellers pack and carriers carry: Monday to Friday, without holidays (data/holidays.csv).

A carrier may well come on a Saturday: a parcel is then early. Where a year's break has not been
decided the table holds the longest one that is possible, so that a promise errs to the late side.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "holidays.csv"
DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Holiday:
    """A break from its first to its last day; `is_decided` where the law or a notice says so."""

    first: date
    last: date
    name: str
    is_decided: bool
    source: str


@dataclass(frozen=True, slots=True)
class Closure:
    """The days on which one seller is closed, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@cache
def load_holidays(path: Path) -> tuple[Holiday, ...]:
    """Read the table once a process; raises ValueError or KeyError for a broken file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Holiday(
                first=date.fromisoformat(row["first_day"]),
                last=date.fromisoformat(row["last_day"]),
                name=row["name"],
                is_decided={"yes": True, "no": False}[row["decided"]],
                source=row["source"],
            )
            for row in csv.DictReader(lines)
        )


def find_holiday(day: date) -> Holiday | None:
    """Return the holiday that a day belongs to; None for any other day."""
    return next((row for row in load_holidays(TABLE) if row.first <= day <= row.last), None)


def is_working_day(day: date, closure: Closure | None = None) -> bool:
    """Whether people work on a day, those of a seller that is closed on some."""
    if day.weekday() >= SATURDAY or find_holiday(day) is not None:
        return False
    return closure is None or day not in closure


def working_days_from(day: date, closure: Closure | None = None) -> Iterator[date]:
    """Give the working days one after the other, beginning with the day itself if it is one."""
    while True:
        if is_working_day(day, closure):
            yield day
        day += DAY


def working_day_after(day: date, number: int, closure: Closure | None = None) -> date:
    """Return the last of so many working days after a day; the day itself for none."""
    for _number in range(number):
        day = next(working_days_from(day + DAY, closure))
    return day
