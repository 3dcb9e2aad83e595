"""Producers by the words of their names, from memory: a database would scan every name.

With 250,000 producers a suggestion spent 60 of its 90 ms there.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from catalogue.models import Producer
from catalogue.text import question, slugify_vi
from search.engines.refreshing_cache import CatalogueVersion, RefreshingCache
from search.models import SearchVersion


class ProducerNames:
    """The slugs of producers, which are their folded names, as one text in the order of names."""

    def __init__(self, rows: list[tuple[int, str]]) -> None:
        self.size = len(rows)
        self._keys = array("q", [key for key, _slug in rows])
        self._text = "".join(f"-{slug}\n" for _key, slug in rows)
        self._starts = array("q", accumulate((len(slug) + 2 for _key, slug in rows), initial=0))

    def matching(self, text: str) -> Iterator[int]:
        """Give the producers (primary keys) that have the words side by side, the last one begun."""
        words = slugify_vi(question(text))
        start = self._text.find(f"-{words}") if words else -1
        while start >= 0:
            line = bisect_right(self._starts, start)
            yield self._keys[line - 1]
            start = self._text.find(f"-{words}", self._starts[line])


def _current_version() -> CatalogueVersion:
    return CatalogueVersion(SearchVersion.current(SearchVersion.PRODUCERS))


def _load(version: CatalogueVersion) -> ProducerNames:
    producers = Producer.objects.filter(name_is_stated=True).order_by("name", "pk")
    return ProducerNames(list(producers.values_list("pk", "slug")))


_cache = RefreshingCache("producer-names", _current_version, _load)


def producers_named(text: str) -> Iterator[int]:
    """Give the producers whose name the source states and has the words, in the order of names."""
    return _cache.get().matching(text)


def load() -> None:
    """Load them now: a server does before its first request."""
    _cache.get()


def clear() -> None:
    """Load them again next time."""
    _cache.clear()
