"""Every product in force today, in memory: what filters count and lists are sorted by.

Read once for each version of the catalogue and each day, 50 ms for 15,000 products, and then
shared by all requests of the process. Grouping in the database instead took that long for every
page, because a filter's counts must ignore its own selection and so no two filters share a query.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from heapq import nlargest
from threading import Lock

from django.core.exceptions import EmptyResultSet
from django.db import connection

from catalogue.clock import today
from search.embedded.bits import every, gather
from search.models import SearchEntry, SearchVersion
from search.query import RELEVANCE

BY_RELEVANCE = ("-in_stock", "-stars", "-valid_from", "pk")
#: Few values, each kept as a set of places.
KINDS_OF = (
    "node",
    "province",
    "former_province",
    "stars",
    "producer_kind",
    "in_stock",
    "price_step",
)
COLUMNS = ("pk", "valid_from", "price", "producer", *KINDS_OF)

_lock = Lock()
_held: tuple[tuple[int, date], "Snapshot"] | None = None


class Snapshot:
    """The products as columns, in the order of relevance; a product's place is its index there."""

    def __init__(self, rows: Sequence[tuple], version: int = 0):
        self.version = version
        self.size = len(rows)
        columns = zip(*rows, strict=True) if rows else ((),) * len(COLUMNS)
        self._columns: dict[str, tuple] = dict(zip(COLUMNS, columns, strict=True))
        self.keys: tuple[int, ...] = self._columns["pk"]
        self.producers: tuple[int | None, ...] = self._columns["producer"]
        self.place_of = {pk: place for place, pk in enumerate(self.keys)}
        self.all = every(self.size)
        self._sets: dict[str, dict] = {}
        self._orders: dict[str, Sequence[int]] = {RELEVANCE: range(self.size)}

    def sets(self, name: str) -> dict[object, int]:
        """Return the set of places of each value in one of KINDS_OF."""
        if name not in self._sets:
            members = self._members(name)
            self._sets[name] = {value: gather(at, self.size) for value, at in members.items()}
        return self._sets[name]

    def having(self, name: str, values: Iterable) -> int:
        """Return the places with any of these values."""
        known, found = self.sets(name), 0
        for value in values:
            found |= known.get(value, 0)
        return found

    def made_by(self, producer: int | None) -> int:
        """Return the places of a producer's products."""
        return gather(self._by_producer.get(producer, ()), self.size)

    def priced(self, low: int | None, high: int | None) -> int:
        """Return the places with a price in đồng from `low` to `high`, both included."""
        prices, at = self._by_price
        start = 0 if low is None else bisect_left(prices, low)
        stop = len(prices) if high is None else bisect_right(prices, high)
        return gather(at[start:stop], self.size)

    def newest(self, limit: int) -> list[int]:
        """Return the keys of the products certified last, the newest of a day first."""
        since = self._columns["valid_from"]
        last = nlargest(limit, range(self.size), key=lambda at: (since[at], self.keys[at]))
        return [self.keys[place] for place in last]

    def order(self, sort: str) -> Sequence[int]:
        """Return all places in one of the orders of query.SORTS; the key settles ties."""
        if sort not in self._orders:
            self._orders[sort] = self._sorted(sort)
        return self._orders[sort]

    @cached_property
    def rank_of_name(self) -> list[int]:
        """Return each place's rank when sorted by stars, most first, then by name and key."""
        rows = SearchEntry.objects.filter(shown=True).order_by("pk").values_list("pk", "name")
        names = dict(_raw(rows))
        stars = self._columns["stars"]
        order = sorted(self._by_key, key=lambda place: names.get(self.keys[place], ""))
        order.sort(key=stars.__getitem__, reverse=True)
        ranks = [0] * self.size
        for rank, place in enumerate(order):
            ranks[place] = rank
        return ranks

    @cached_property
    def _by_key(self) -> list[int]:
        return sorted(range(self.size), key=self.keys.__getitem__)

    @cached_property
    def _by_producer(self) -> dict[int | None, list[int]]:
        return self._members("producer")

    @cached_property
    def _by_price(self) -> tuple[list[int], list[int]]:
        prices = self._columns["price"]
        at = [place for place in self._by_key if prices[place] is not None]
        at.sort(key=prices.__getitem__)
        return [prices[place] for place in at], at

    def _members(self, name: str) -> dict[object, list[int]]:
        members = defaultdict(list)
        for place, value in enumerate(self._columns[name]):
            members[value].append(place)
        return members

    def _sorted(self, sort: str) -> list[int]:
        priced = self._by_price[1]
        if sort in ("gia", "-gia"):
            if sort == "-gia":
                dearest = self._columns["price"].__getitem__
                priced = sorted(
                    sorted(priced, key=self.keys.__getitem__), key=dearest, reverse=True
                )
            return priced + [p for p in self._by_key if self._columns["price"][p] is None]
        order = sorted(self._by_key, key=self._columns["valid_from"].__getitem__, reverse=True)
        if sort == "sao":
            order.sort(key=self._columns["stars"].__getitem__, reverse=True)
        return order


def current() -> Snapshot:
    """Return the products in force today as the index knows them now.

    Inside a transaction nothing is kept: what it has written may never be committed.
    """
    global _held
    key = (SearchVersion.current(), today())
    if not key[0]:
        return Snapshot([])
    if connection.in_atomic_block:
        return _read(*key)
    held = _held
    if held is None or held[0] != key:
        with _lock:
            held = _held
            if held is None or held[0] != key:
                held = _held = (key, _read(*key))
    return held[1]


def forget() -> None:
    """Read anew next time: for tests and for a database that was replaced under a running shop."""
    global _held
    _held = None


def _read(version: int, day: date) -> Snapshot:
    entries = SearchEntry.objects.in_force(day).order_by(*BY_RELEVANCE)
    return Snapshot(_raw(entries.values_list(*COLUMNS)), version)


def _raw(rows) -> list[tuple]:
    """Read rows as the database gives them; Django converts each value, which takes far longer."""
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
