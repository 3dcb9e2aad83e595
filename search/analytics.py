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

#: Longer texts are no searches.
MAX_LENGTH = 60
#: This many digits make a telephone, an identity card or a bank account.
MIN_PERSONAL_DIGITS = 7
#: A text searched for less often may identify who typed it.
MIN_SEARCHES = 3
RETENTION = timedelta(days=400)
#: Milliseconds that a count may wait for a locked SQLite file: shoppers do not wait for statistics.
BUSY_TIMEOUT_MS = 50

_BOT = re.compile(
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
    A text that was corrected has itself found nothing. What adults look for behind the age gate is
    not counted: it would say what alcohol there is.
    """
    text = storable_text(results.corrected_from or results.query.text)
    if not text or results.query != SearchQuery(results.query.text) or not is_by_a_person(request):
        return
    try:
        with short_busy_timeout(), connection.cursor() as cursor:
            hits = 0 if results.corrected_from else results.total
            cursor.execute(_COUNT, [today().isoformat(), text, hits])
            if cache.add(f"searches-forgotten:{today()}", True, 86_400):
                delete_old_searches()
    except DatabaseError:
        logger.warning("search: a search was not counted", exc_info=True)


def storable_text(text: str) -> str:
    """Return a text folded for storing; nothing when it may name a person."""
    folded = fold(text)
    digits = sum(letter.isdigit() for letter in text)
    personal = (
        digits >= MIN_PERSONAL_DIGITS or "@" in text or max(len(text), len(folded)) > MAX_LENGTH
    )
    return "" if personal else folded


def is_by_a_person(request: HttpRequest) -> bool:
    """Whether a person searches: no robot, no prefetched page, nobody who follows a link of the
    report of searches."""
    headers = request.headers
    purpose = headers.get("Sec-Purpose", "") + headers.get("Purpose", "")
    agent = headers.get("User-Agent", "")
    return (
        request.method == "GET"
        and "prefetch" not in purpose
        and bool(agent)
        and not _BOT.search(agent)
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
            row=Window(RowNumber(), **same, **newest),
        )
        .filter(row=1, times__gte=MIN_SEARCHES)
        .order_by("-times", "text")
    )
    return texts.filter(found_last=0) if nothing else texts


def delete_old_searches() -> int:
    """Delete what is older than KEPT; done once a day by the first search."""
    return SearchTerm.objects.filter(day__lt=today() - RETENTION).delete()[0]


@contextmanager
def short_busy_timeout() -> Iterator[None]:
    """Make SQLite fail soon when the file is locked: an import locks it for many seconds."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    usual_timeout = connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000
    connection.connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    try:
        yield
    finally:
        connection.connection.execute(f"PRAGMA busy_timeout = {usual_timeout}")
