"""How quickly the search index is built, and how large it is on disk."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from search.elastic.mapping import FAMILIES, PRODUCTS
from search.elastic.rebuild import build, drop_old
from search.index.entries import reindex_all
from search.index.page_entries import reindex_pages
from search.models import SearchEntry
from tests.bench.bulk_insert import size_mb


@dataclass(frozen=True)
class Built:
    """A finished build: what it was of, documents, seconds and megabytes on disk."""

    name: str
    documents: int
    seconds: float
    megabytes: float

    def cells(self) -> tuple[str, ...]:
        """Return the cells of a table's row."""
        rate = f"{self.documents / self.seconds:,.0f}"
        times = (f"{self.documents:,}", f"{self.seconds:.1f}", rate, f"{self.megabytes:.0f}")
        return (self.name, *times)


def build_entries() -> Built:
    """Write every entry anew, from products to words, on the site's own database."""
    SearchEntry.objects.all()._raw_delete(SearchEntry.objects.db)
    seconds = _seconds(lambda: list(reindex_all()))
    reindex_pages()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE search_searchentry")
    return Built("entries", SearchEntry.objects.count(), seconds, size_mb("search_"))


def build_cluster() -> Built:
    """Build the index of products on the cluster from the entries, until searches read it."""
    seconds = _seconds(lambda: build(PRODUCTS))
    for family in FAMILIES.values():
        if family is not PRODUCTS:
            build(family)
        drop_old(family)
    return Built("cluster", SearchEntry.objects.count(), seconds, _primaries_mb())


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _primaries_mb() -> float:
    """Return the megabytes of the products' index, without its copies on other nodes."""
    address = urlsplit(settings.ELASTICSEARCH["urls"][0])
    asked = HTTPConnection(address.hostname, address.port, timeout=60)
    asked.request("GET", f"/{PRODUCTS.live}/_stats/store")
    stats = json.loads(asked.getresponse().read())
    return stats["_all"]["primaries"]["store"]["size_in_bytes"] / 1e6
