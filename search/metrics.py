"""Metrics of search: which engine answers, how fast, and what waits to be indexed.

With several server processes the folder PROMETHEUS_MULTIPROC_DIR adds their numbers up; without
it every process exposes its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from django.conf import settings
from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily

from search.models import OutboxEntry

REQUESTS = Counter("search_requests", "Questions to an engine.", ["engine", "outcome"])
SECONDS = Histogram(
    "search_seconds",
    "Seconds until an engine answered.",
    ["engine", "question"],
    buckets=(0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1, 2, 5),
)
FALLBACKS = Counter("search_fallbacks", "Answers of the database for the cluster.", ["reason"])
BREAKER_OPEN = Gauge(
    "search_breaker_open", "1 while the cluster is left alone.", multiprocess_mode="livemax"
)


@contextmanager
def measure(engine: str, question: str) -> Iterator[None]:
    """Count a question to an engine and the seconds it took."""
    begun = perf_counter()
    try:
        yield
    except Exception:
        REQUESTS.labels(engine, "failed").inc()
        raise
    REQUESTS.labels(engine, "answered").inc()
    SECONDS.labels(engine, question).observe(perf_counter() - begun)


class OutboxCollector:
    """Reads from the database what waits, at the moment someone looks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the two numbers."""
        rows = OutboxEntry.objects
        for name, meaning, aside in (
            ("search_outbox_waiting", "Changes that are not searchable yet.", False),
            ("search_outbox_set_aside", "Documents that were refused.", True),
        ):
            yield GaugeMetricFamily(name, meaning, rows.filter(set_aside=aside).count())


def exposition() -> bytes:
    """Return everything in the text format of Prometheus."""
    registry: CollectorRegistry = REGISTRY
    if settings.METRICS_FOLDER:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry, settings.METRICS_FOLDER)
    waiting = CollectorRegistry()
    waiting.register(OutboxCollector())
    return generate_latest(registry) + generate_latest(waiting)
