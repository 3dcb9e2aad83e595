"""Chooses the engine by the SEARCH setting; pages use the one returned here."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from search.engines.protocol import Engine
from search.engines.resilience import CircuitBreaker, MeasuredEngine, ResilientEngine
from search.index.remote import PushResult, RemoteIndex, RemoteUnavailable

EMBEDDED, CLUSTER = "embedded", "elasticsearch"
#: Named, not imported: a shop without a cluster need not load the client for one.
ENGINES = {
    EMBEDDED: "search.embedded.EmbeddedEngine",
    CLUSTER: "search.elastic.engine.ElasticEngine",
}
INDEX_CLASS = "search.elastic.index.ElasticIndex"
#: What this process knows of the cluster's health.
BREAKER = CircuitBreaker()


def engine() -> Engine:
    """Return the engine of this site; on a cluster, with the embedded one behind it."""
    embedded = _measured(EMBEDDED)
    if settings.SEARCH == EMBEDDED:
        return embedded
    return ResilientEngine(_measured(CLUSTER), embedded, BREAKER)


def answering_engine() -> str:
    """Return the name of the engine that answers at this moment in this process."""
    return EMBEDDED if BREAKER.open else settings.SEARCH


def remote_index() -> RemoteIndex | None:
    """Return the index outside the database that the outbox feeds, None when there is none."""
    return None if settings.SEARCH == EMBEDDED else _GuardedIndex()


class _GuardedIndex:
    """Fails at once in requests while the circuit breaker is open; background work tries all the same."""

    def push(self, kind: str, ids: Sequence[int], *, may_wait: bool = True) -> PushResult:
        if may_wait:
            return _instance(INDEX_CLASS).push(kind, ids)
        if not BREAKER.closed():
            raise RemoteUnavailable("breaker", "the cluster is left alone")
        try:
            return _instance(INDEX_CLASS).push(kind, ids, may_wait=False)
        except RemoteUnavailable as error:
            BREAKER.failed(error)
            raise


def _measured(name: str) -> MeasuredEngine:
    return MeasuredEngine(_instance(ENGINES[name]), name)


@cache
def _instance(path: str) -> Any:
    return import_string(path)()
