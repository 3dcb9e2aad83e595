"""Counting views of products and what is put into baskets, without cookies and without persons.

Pages that come from the page cache count as well. Each process adds up in memory and writes at most
once in FLUSH_SECONDS, so that no page waits for a count; a process that is killed loses what it had
not written.
"""

import atexit
import logging
import re
import time
from collections import Counter
from collections.abc import Callable
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse

from catalogue.clock import present_day
from catalogue.models import Product
from search.analytics import is_by_a_person, short_busy_timeout, storable_text

FLUSH_SECONDS = 30.0
_PRODUCT = re.compile(r"^(?:/[a-z-]{2,5})?/san-pham/([^/]+)/$")
_SEARCH = re.compile(r"^(?:/[a-z-]{2,5})?/tim-kiem/$")
_TRAFFIC = """
INSERT INTO partner_dailytraffic (product_id, day, views, basket_adds, was_sold_out)
VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (product_id, day) DO UPDATE
SET views = partner_dailytraffic.views + excluded.views,
    basket_adds = partner_dailytraffic.basket_adds + excluded.basket_adds
"""
_ARRIVALS = """
INSERT INTO partner_searcharrival (product_id, day, text, arrivals) VALUES (%s, %s, %s, %s)
ON CONFLICT (product_id, day, text) DO UPDATE
SET arrivals = partner_searcharrival.arrivals + excluded.arrivals
"""

logger = logging.getLogger(__name__)


class TrafficCounter:
    """What this process has counted and not written yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._written = time.monotonic()
        self.forget()

    def forget(self) -> None:
        """Begin anew with nothing counted."""
        self._views: Counter[tuple[str, str]] = Counter()
        self._arrivals: Counter[tuple[str, str, str]] = Counter()
        self._adds: Counter[tuple[int, str]] = Counter()

    def count_view(self, slug: str, text: str) -> None:
        """Count a view, and the search that led there, if one did."""
        day = present_day().isoformat()
        with self._lock:
            self._views[slug, day] += 1
            if text:
                self._arrivals[slug, day, text] += 1

    def count_add(self, product: int) -> None:
        """Count that somebody put a product into a basket."""
        with self._lock:
            self._adds[product, present_day().isoformat()] += 1

    def flush_if_due(self) -> None:
        """Write once FLUSH_SECONDS have passed; of several threads one does."""
        if time.monotonic() - self._written >= FLUSH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what was counted; what the database does not take now is kept for the next time."""
        with self._lock:
            self._written = time.monotonic()
            views, arrivals, adds = self._views, self._arrivals, self._adds
            self.forget()
        if not (views or adds):
            return
        try:
            _write(views, arrivals, adds)
        except DatabaseError:
            logger.warning("traffic: counts are written later", exc_info=True)
            with self._lock:
                self._views += views
                self._arrivals += arrivals
                self._adds += adds


traffic_counter = TrafficCounter()
atexit.register(traffic_counter.flush)


class TrafficMiddleware:
    """Counts the answers that are a product's page. Stands around the page cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        page = _PRODUCT.match(request.path_info)
        if page and response.status_code in (200, 304) and is_by_a_person(request):
            traffic_counter.count_view(page[1], searched_text(request))
        traffic_counter.flush_if_due()
        return response


def count_basket_addition(product: Product, **kwargs: Any) -> None:
    """Follow the basket's signal."""
    traffic_counter.count_add(product.pk)


def searched_text(request: HttpRequest) -> str:
    """Return what was searched for on our own page that led here, folded; empty where none did."""
    try:
        before = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # no URL at all
        return ""
    if before.netloc != request.get_host() or not _SEARCH.match(before.path):
        return ""
    words = parse_qs(before.query).get("q", [""])[0]
    return storable_text(words)


def _write(
    views: Counter[tuple[str, str]],
    arrivals: Counter[tuple[str, str, str]],
    adds: Counter[tuple[int, str]],
) -> None:
    slugs = {slug for slug, _day in views}
    shown = Product.objects.exclude(structure=Product.CHILD).filter(slug__in=slugs)
    keys = dict(shown.values_list("slug", "pk"))
    known = set(
        Product.objects.filter(pk__in={pk for pk, _day in adds}).values_list("pk", flat=True)
    )
    traffic: dict[tuple[int, str], list[int]] = {}
    for (slug, day), number in views.items():
        if slug in keys:
            traffic.setdefault((keys[slug], day), [0, 0])[0] += number
    for (product, day), number in adds.items():
        if product in known:
            traffic.setdefault((product, day), [0, 0])[1] += number
    rows = [
        (product, day, counts[0], counts[1], False)
        for (product, day), counts in sorted(traffic.items())
    ]
    words: list[tuple[int, str, str, int]] = [
        (keys[slug], day, text, number)
        for (slug, day, text), number in sorted(arrivals.items())
        if slug in keys
    ]
    with short_busy_timeout(), transaction.atomic(), connection.cursor() as cursor:
        if rows:
            cursor.executemany(_TRAFFIC, rows)
        if words:
            cursor.executemany(_ARRIVALS, words)
