"""Entries in force on a day, read into columns: whole numbers, and codes for what has few values."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Collate

from catalogue.audience import Audience
from search.embedded.bits import bitset
from search.models import SearchEntry
from search.proof_windows import kinds_on

BATCH = 20_000
BY_RELEVANCE = ("-in_stock", "-stars", "-valid_from", "pk")
#: Columns where every product has a number of its own; what is missing is NONE.
NUMBER_COLUMNS = ("pk", "price", "producer")
CODED_COLUMNS = (
    *("node", "province", "former_province", "stars", "producer_kind"),
    *("in_stock", "price_step", "valid_from"),
)
NONE = -1

#: Kind of proof → the positions that hold one on the day.
ProofPositions = dict[str, list[int]]


class CodedColumn:
    """A column of few values: a small number at each position, and what it stands for."""

    def __init__(self) -> None:
        self.codes = array("H")
        self.values: dict[Any, int] = {}

    def extend(self, column: Sequence[Any]) -> None:
        """Take the values of more positions."""
        for value in dict.fromkeys(column):
            self.values.setdefault(value, len(self.values))
        self.codes.extend(map(self.values.__getitem__, column))

    def bitsets(self) -> dict[Any, int]:
        """Return the set of positions of each value."""
        positions = defaultdict(list)
        for position, code in enumerate(self.codes):
            positions[code].append(position)
        return {
            value: bitset(positions[code], len(self.codes)) for value, code in self.values.items()
        }

    def ranks(self) -> list[int]:
        """Return for each position the rank of its value among the sorted values."""
        rank = {self.values[value]: index for index, value in enumerate(sorted(self.values))}
        return [rank[code] for code in self.codes]


def read_columns(
    day: date, audience: Audience = Audience.PUBLIC
) -> tuple[dict[str, array], dict[str, CodedColumn], ProofPositions]:
    """Return the columns of all that an audience may see on a day, in the order of relevance."""
    numbers = {name: array("q") for name in NUMBER_COLUMNS}
    coded = {name: CodedColumn() for name in CODED_COLUMNS}
    proofs: ProofPositions = defaultdict(list)
    entries = SearchEntry.objects.in_force(day, audience).order_by(*BY_RELEVANCE)
    for rows in _batches(entries.values_list(*NUMBER_COLUMNS, *CODED_COLUMNS, "proofs")):
        columns, start = iter(zip(*rows, strict=True)), len(numbers["pk"])
        for name in NUMBER_COLUMNS:
            numbers[name].extend(NONE if value is None else value for value in next(columns))
        for name in CODED_COLUMNS:
            coded[name].extend(next(columns))
        for position, text in enumerate(next(columns), start):
            for kind in kinds_on(text, day) if text else ():
                proofs[kind].append(position)
    return numbers, coded, proofs


def keys_by_name(day: date, audience: Audience = Audience.PUBLIC) -> Iterator[int]:
    """Yield the keys of all that an audience may see on a day: most stars first, then by name."""
    name = Collate("name", "C") if connection.vendor == "postgresql" else "name"
    entries = SearchEntry.objects.in_force(day, audience).order_by("-stars", name, "pk")
    for rows in _batches(entries.values_list("pk")):
        yield from (pk for (pk,) in rows)


def _batches(entries: QuerySet[SearchEntry, Any]) -> Iterator[list[tuple[Any, ...]]]:
    """Read rows as the database gives them; Django converts each value, which takes far longer."""
    sql, params = entries.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        while rows := cursor.fetchmany(BATCH):
            yield rows
