"""Entries in force on a day, read into columns: whole numbers, and codes for what has few values."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Collate

from search.embedded.bits import gather
from search.models import SearchEntry

BATCH = 20_000
BY_RELEVANCE = ("-in_stock", "-stars", "-valid_from", "pk")
#: Of every product a number of its own; what is missing is NONE.
NUMBERS = ("pk", "price", "producer")
CODED = (
    *("node", "province", "former_province", "stars", "producer_kind"),
    *("in_stock", "price_step", "valid_from"),
)
NONE = -1


class Coded:
    """A column of few values: a small number at each place, and what it stands for."""

    def __init__(self) -> None:
        self.codes = array("H")
        self.values: dict[Any, int] = {}

    def extend(self, column: Sequence[Any]) -> None:
        """Take the values of more places."""
        for value in dict.fromkeys(column):
            self.values.setdefault(value, len(self.values))
        self.codes.extend(map(self.values.__getitem__, column))

    def sets(self) -> dict[Any, int]:
        """Return the set of places of each value."""
        places = defaultdict(list)
        for place, code in enumerate(self.codes):
            places[code].append(place)
        return {value: gather(places[code], len(self.codes)) for value, code in self.values.items()}

    def ranks(self) -> list[int]:
        """Return for each place where its value stands among the sorted values; none is no value."""
        rank = {self.values[value]: at for at, value in enumerate(sorted(self.values))}
        return [rank[code] for code in self.codes]


def read_columns(day: date) -> tuple[dict[str, array], dict[str, Coded]]:
    """Return the columns of all entries in force on a day, in the order of relevance."""
    numbers = {name: array("q") for name in NUMBERS}
    coded = {name: Coded() for name in CODED}
    entries = SearchEntry.objects.in_force(day).order_by(*BY_RELEVANCE)
    for rows in _batches(entries.values_list(*NUMBERS, *CODED)):
        columns = iter(zip(*rows, strict=True))
        for name in NUMBERS:
            numbers[name].extend(NONE if value is None else value for value in next(columns))
        for name in CODED:
            coded[name].extend(next(columns))
    return numbers, coded


def keys_by_name(day: date) -> Iterator[int]:
    """Yield the keys of all entries in force on a day: most stars first, then by name."""
    name = Collate("name", "C") if connection.vendor == "postgresql" else "name"
    entries = SearchEntry.objects.in_force(day).order_by("-stars", name, "pk")
    for rows in _batches(entries.values_list("pk")):
        yield from (pk for (pk,) in rows)


def _batches(entries: QuerySet[SearchEntry, Any]) -> Iterator[list[tuple[Any, ...]]]:
    """Read rows as the database gives them; Django converts each value, which takes far longer."""
    sql, params = entries.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        while rows := cursor.fetchmany(BATCH):
            yield rows
