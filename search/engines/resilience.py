"""A shopper always gets an answer: when the cluster fails, the site's database answers at once.

A circuit breaker counts failures, so that requests do not wait for a cluster that is down, and
tries it again after a pause.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from time import monotonic
from typing import TypeVar

from django.conf import settings
from django.utils.translation import gettext as _

from catalogue.audience import Audience
from search.engines.protocol import Engine
from search.index.remote import SECONDS_WAITED, RemoteUnavailable
from search.metrics import BREAKER_OPEN, FALLBACKS, measure
from search.query import SearchQuery
from search.results import SearchResults
from search.vocabulary import Vocabulary

T = TypeVar("T")

#: So many failures in a row open the breaker; it is tried again after seconds, each time later.
FAILURES, FIRST_PAUSE, LONGEST_PAUSE = 3, 2.0, 30.0
#: After a question that took more than half of the cluster's time it is spared for so long,
#: answered or not: one page asks several questions and has a second for all.
SLOW_PAUSE = 1.0
#: Seconds between two lines of the log that say the same.
LOG_INTERVAL = 30.0

logger = logging.getLogger(__name__)


@dataclass
class CircuitBreaker:
    """Says whether to ask. Closed: yes. Open: no, but one question after each pause."""

    clock: Callable[[], float] = monotonic
    failures: int = 0
    open: bool = False
    _trying: bool = False
    _pause: float = FIRST_PAUSE
    _until: float = 0.0
    _logged: float = float("-inf")
    _lock: Lock = field(default_factory=Lock)

    def allows(self) -> bool:
        """Whether to ask now; of several at the end of a pause only one may."""
        with self._lock:
            now = self.clock()
            if now < self._until:
                return False
            if self.open:
                self._until, self._trying = now + self._pause, True
            return True

    def closed(self) -> bool:
        """Whether questions are allowed; unlike `allows` it does not use up the trial question."""
        return not self.open and self.clock() >= self._until

    def succeeded(self, *, slowly: bool = False) -> None:
        """The cluster answered."""
        with self._lock:
            was_open, self.open, self._trying = self.open, False, False
            self.failures, self._pause = 0, FIRST_PAUSE
            self._until = self.clock() + SLOW_PAUSE if slowly else 0.0
        if was_open:
            BREAKER_OPEN.set(0)
            logger.warning("search: the cluster answers again")

    def failed(self, error: RemoteUnavailable, *, slowly: bool = False) -> None:
        """The cluster did not answer, or wrongly.

        Questions that were under way when it opened say nothing new and lengthen no pause.
        """
        with self._lock:
            self.failures += 1
            opens = self.failures >= FAILURES and not self.open
            now = self.clock()
            if opens or self._trying:
                self._pause = FIRST_PAUSE if opens else min(2 * self._pause, LONGEST_PAUSE)
                self._until, self.open, self._trying = now + self._pause, True, False
            elif not self.open and (slowly or error.reason == "timeout"):
                self._until = now + SLOW_PAUSE
            speaks = opens or now - self._logged >= LOG_INTERVAL
            self._logged = now if speaks else self._logged
        if opens:
            BREAKER_OPEN.set(1)
            logger.error("search: the cluster is left alone, the database answers: %s", error)
        elif speaks:
            logger.warning("search: the database answers for the cluster: %s", error)


class ResilientEngine:
    """Asks the primary engine; when it fails, the fallback, with a notice to the shopper."""

    def __init__(self, primary: Engine, fallback: Engine, breaker: CircuitBreaker) -> None:
        self.primary, self.fallback, self.breaker = primary, fallback, breaker

    def run(self, query: SearchQuery, vocabulary: Vocabulary | None = None) -> SearchResults:
        """Answer, whatever happens to the cluster."""
        notice = _("Search is running in simple mode for a moment; every product is still found.")

        def fall_back() -> SearchResults:
            results = self.fallback.run(query, vocabulary)
            return replace(results, notices=[*results.notices, notice])

        return self._with_fallback(lambda: self.primary.run(query, vocabulary), fall_back)

    def count_hits(self, texts: Sequence[str], audience: Audience = Audience.PUBLIC) -> list[int]:
        """Return how many products in force each text finds."""
        return self._ask(lambda engine: engine.count_hits(texts, audience))

    def count_ended(self, text: str, audience: Audience = Audience.PUBLIC) -> int:
        """Return how many products with all the words are certified no more."""
        return self._ask(lambda engine: engine.count_ended(text, audience))

    def complete(self, typed: str, limit: int, audience: Audience = Audience.PUBLIC) -> list[int]:
        """Return products in force whose name has the typed words, the last begun."""
        return self._ask(lambda engine: engine.complete(typed, limit, audience))

    def find_pages(self, text: str, limit: int) -> list[int]:
        """Return story and province pages with all the words."""
        return self._ask(lambda engine: engine.find_pages(text, limit))

    def _ask(self, question: Callable[[Engine], T]) -> T:
        return self._with_fallback(lambda: question(self.primary), lambda: question(self.fallback))

    def _with_fallback(self, ask: Callable[[], T], fall_back: Callable[[], T]) -> T:
        if not self.breaker.allows():
            FALLBACKS.labels("breaker").inc()
            return fall_back()
        SECONDS_WAITED.set(0.0)
        try:
            answer = ask()
        except RemoteUnavailable as error:
            self.breaker.failed(error, slowly=_slow())
            FALLBACKS.labels(error.reason).inc()
            return fall_back()
        self.breaker.succeeded(slowly=_slow())
        return answer


def _slow() -> bool:
    return SECONDS_WAITED.get() > settings.ELASTICSEARCH["timeout"] / 2


class MeasuredEngine:
    """Any engine, with its questions counted and timed."""

    def __init__(self, inner: Engine, name: str) -> None:
        self.inner, self.name = inner, name

    def run(self, query: SearchQuery, vocabulary: Vocabulary | None = None) -> SearchResults:
        """Answer."""
        with measure(self.name, "run"):
            return self.inner.run(query, vocabulary)

    def count_hits(self, texts: Sequence[str], audience: Audience = Audience.PUBLIC) -> list[int]:
        """Return how many products in force each text finds."""
        with measure(self.name, "counts"):
            return self.inner.count_hits(texts, audience)

    def count_ended(self, text: str, audience: Audience = Audience.PUBLIC) -> int:
        """Return how many products with all the words are certified no more."""
        with measure(self.name, "ended"):
            return self.inner.count_ended(text, audience)

    def complete(self, typed: str, limit: int, audience: Audience = Audience.PUBLIC) -> list[int]:
        """Return products in force whose name has the typed words, the last begun."""
        with measure(self.name, "complete"):
            return self.inner.complete(typed, limit, audience)

    def find_pages(self, text: str, limit: int) -> list[int]:
        """Return story and province pages with all the words."""
        with measure(self.name, "pages"):
            return self.inner.find_pages(text, limit)
