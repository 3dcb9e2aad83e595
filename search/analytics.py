"""What shoppers search for, counted by day without any trace of who asked (Luật 91/2025/QH15)."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.models import F, QuerySet, Sum, Window
from django.db.models.functions import FirstValue, RowNumber
from django.http import HttpRequest
from django.urls import reverse

from catalogue.clock import today
from catalogue.text import fold
from search.models import SearchTerm
from search.query import SearchQuery
from search.results import SearchResults

#: Longer texts are letters, not searches.
LONGEST = 60
#: This many digits make a telephone, an identity card or a bank account.
DIGITS = 7
#: A text that fewer people typed than this says more of them than of the shop.
LEAST = 3
KEPT = timedelta(days=400)
#: Milliseconds that a count may wait for a locked SQLite file: shoppers do not wait for statistics.
PATIENCE = 50

_MACHINE = re.compile(
    r"bot|crawl|spider|slurp|preview|fetch|monitor|headless|curl|wget|python|java/|http", re.I
)
_COUNT = """
INSERT INTO search_searchterm (day, text, searches, found) VALUES (%s, %s, 1, %s)
ON CONFLICT (day, text) DO UPDATE
SET searches = search_searchterm.searches + 1, found = excluded.found
"""

logger = logging.getLogger(__name__)


def record_search(request: HttpRequest, results: SearchResults) -> None:
    """Count what a shopper typed, in one statement; never fails and never waits.

    Only the text alone, first page: choosing filters and turning pages asks the same again.
    A text that was corrected has itself found nothing.
    """
    text = storable(results.asked or results.query.text)
    if not text or results.query != SearchQuery(results.query.text) or not by_a_person(request):
        return
    try:
        with _without_waiting(), connection.cursor() as cursor:
            found = 0 if results.asked else results.total
            cursor.execute(_COUNT, [today().isoformat(), text, found])
            if cache.add(f"searches-forgotten:{today()}", True, 86_400):
                forget_searches()
    except DatabaseError:
        logger.warning("search: a search was not counted", exc_info=True)


def storable(text: str) -> str:
    """Return a text as it may be kept, folded; nothing when it may name a person."""
    folded = fold(text)
    digits = sum(letter.isdigit() for letter in text)
    personal = digits >= DIGITS or "@" in text or max(len(text), len(folded)) > LONGEST
    return "" if personal else folded


def by_a_person(request: HttpRequest) -> bool:
    """Say whether a browser shows this to somebody who searches: no robot, no page fetched ahead,
    nobody who comes from the report of searches itself."""
    headers = request.headers
    ahead = headers.get("Sec-Purpose", "") + headers.get("Purpose", "")
    agent = headers.get("User-Agent", "")
    return (
        request.method == "GET"
        and "prefetch" not in ahead
        and bool(agent)
        and not _MACHINE.search(agent)
        and reverse("wagtailadmin_home") not in headers.get("Referer", "")
    )


def search_terms(*, days: int, nothing: bool = False) -> QuerySet[SearchTerm]:
    """Return the texts of the last `days` days, one row each, most searched first.

    `times` counts the searches of the whole period, `found` and `day` are those of the last day.
    With `nothing` only texts that found nothing then. Texts typed too rarely are left out.
    """
    same: dict[str, Any] = {"partition_by": F("text")}
    newest: dict[str, Any] = {"order_by": F("day").desc()}
    texts = (
        SearchTerm.objects.filter(day__gt=today() - timedelta(days=days))
        .annotate(
            times=Window(Sum("searches"), **same),
            found_last=Window(FirstValue("found"), **same, **newest),
            place=Window(RowNumber(), **same, **newest),
        )
        .filter(place=1, times__gte=LEAST)
        .order_by("-times", "text")
    )
    return texts.filter(found_last=0) if nothing else texts


def forget_searches() -> int:
    """Delete what is older than KEPT; done once a day by the first search."""
    return SearchTerm.objects.filter(day__lt=today() - KEPT).delete()[0]


@contextmanager
def _without_waiting() -> Iterator[None]:
    """Let SQLite say at once that the file is locked (an import holds it for many seconds)."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    deadline = connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000
    connection.connection.execute(f"PRAGMA busy_timeout = {PATIENCE}")
    try:
        yield
    finally:
        connection.connection.execute(f"PRAGMA busy_timeout = {deadline}")
