"""The client: one for each process, made when it is first needed, and what can go wrong with it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

from django.conf import settings

from search.elastic.dsl import (
    ApiError,
    ConnectionTimeout,
    Elasticsearch,
    NodeUnreachable,
    OrjsonSerializer,
    TransportError,
    UnsupportedProductError,
)
from search.index.remote import SECONDS_WAITED, RemoteUnavailable

T = TypeVar("T")

#: Seconds for work that nobody waits for.
BACKGROUND_TIMEOUT = 60
#: A node that refused is asked again after a second, then two, up to so many.
LONGEST_PAUSE = 8
#: What one node says of itself alone; another may answer.
NODE_ERRORS = {"unreachable", "busy", "cluster error"}
REASONS = {400: "bad request", 401: "denied", 403: "denied", 404: "missing index", 429: "busy"}

_clients: dict[tuple, Elasticsearch] = {}


def client() -> Elasticsearch:
    """Return the client of this process; a fork makes one of its own."""
    config = settings.ELASTICSEARCH
    key = (os.getpid(), *map(str, config.values()))
    if key not in _clients:
        _clients[key] = _new_client(config)
    return _clients[key]


def close_clients() -> None:
    """Close every client of this process; the next question makes a new one."""
    for key in [key for key in _clients if key[0] == os.getpid()]:
        _clients.pop(key).close()


def _new_client(config: dict) -> Elasticsearch:
    """A node that refuses is left for the next at once; one that is silent costs the whole time."""
    options: dict = {}
    if config["api_key"]:
        options["api_key"] = config["api_key"]
    elif config["user"]:
        options["basic_auth"] = (config["user"], config["password"])
    if config["ca_file"]:
        options["ca_certs"] = config["ca_file"]
    return Elasticsearch(
        config["urls"],
        request_timeout=config["timeout"],
        max_retries=max(1, len(config["urls"]) - 1),
        retry_on_timeout=False,
        max_dead_node_backoff=LONGEST_PAUSE,
        serializers={"application/json": OrjsonSerializer()},
        **options,
    )


def background_client() -> Elasticsearch:
    """Return the client for building, checking and draining, where time does not matter."""
    return client().options(request_timeout=BACKGROUND_TIMEOUT)


def request_client() -> Elasticsearch:
    """Return the client for small work that a shopper waits for: one try, then the worker's turn."""
    return client().options(max_retries=0)


class Deadline:
    """The seconds that all questions of one answer have together."""

    def __init__(
        self, seconds: float | None = None, clock: Callable[[], float] = monotonic
    ) -> None:
        self.clock = clock
        self.until = clock() + (settings.ELASTICSEARCH["timeout"] if seconds is None else seconds)

    def left(self) -> float:
        """Return the seconds that are left; raises RemoteUnavailable when none are."""
        seconds = self.until - self.clock()
        if seconds <= 0:
            raise RemoteUnavailable("timeout", "no time left for another question")
        return seconds

    def ask(self, question: Callable[[Elasticsearch], T]) -> T:
        """Ask a node, and the next one when it is away or busy, as long as there is time.

        The client's own repetitions would give each of them the whole time again.
        """
        for nodes_left in reversed(range(max(2, len(settings.ELASTICSEARCH["urls"])))):
            left, begun = self.left(), monotonic()
            try:
                with remote_errors():
                    return question(client().options(request_timeout=left, max_retries=0))
            except RemoteUnavailable as away:
                if away.reason not in NODE_ERRORS or not nodes_left or self.clock() >= self.until:
                    raise
            finally:
                SECONDS_WAITED.set(SECONDS_WAITED.get() + monotonic() - begun)
        raise AssertionError


@contextmanager
def remote_errors() -> Iterator[None]:
    """Turn whatever a cluster can do wrong into RemoteUnavailable with a short reason."""
    try:
        yield
    except ApiError as error:
        raise RemoteUnavailable(_reason(error), str(error)[:500]) from error
    except ConnectionTimeout as error:
        raise RemoteUnavailable("timeout", str(error)[:500]) from error
    except NodeUnreachable as error:
        raise RemoteUnavailable("unreachable", str(error)[:500]) from error
    except (TransportError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise RemoteUnavailable("unreadable", repr(error)[:500]) from error


def _reason(error: ApiError) -> str:
    if isinstance(error, UnsupportedProductError):
        return "wrong product"
    status = error.meta.status
    return REASONS.get(status, "cluster error" if status >= 500 else "refused")
