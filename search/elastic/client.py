"""The client: one for each process, made when it is first needed, and what can go wrong with it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

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
from search.remote import RemoteUnavailable

#: Seconds for work that nobody waits for.
PATIENT = 60
#: A node that refused is asked again after a second, then two, up to so many.
LONGEST_PAUSE = 8
REASONS = {400: "bad request", 401: "denied", 403: "denied", 404: "missing index", 429: "busy"}

_clients: dict[tuple, Elasticsearch] = {}


def client() -> Elasticsearch:
    """Return the client of this process; a fork makes one of its own."""
    told = settings.ELASTICSEARCH
    key = (os.getpid(), *map(str, told.values()))
    if key not in _clients:
        _clients[key] = _made(told)
    return _clients[key]


def forget_clients() -> None:
    """Close every client of this process; the next question makes a new one."""
    for key in [key for key in _clients if key[0] == os.getpid()]:
        _clients.pop(key).close()


def _made(told: dict) -> Elasticsearch:
    """A node that refuses is left for the next at once; one that is silent costs the whole time."""
    options: dict = {}
    if told["api_key"]:
        options["api_key"] = told["api_key"]
    elif told["user"]:
        options["basic_auth"] = (told["user"], told["password"])
    if told["ca_file"]:
        options["ca_certs"] = told["ca_file"]
    return Elasticsearch(
        told["urls"],
        request_timeout=told["timeout"],
        max_retries=max(1, len(told["urls"]) - 1),
        retry_on_timeout=False,
        max_dead_node_backoff=LONGEST_PAUSE,
        serializers={"application/json": OrjsonSerializer()},
        **options,
    )


def patient_client() -> Elasticsearch:
    """Return the client for building, checking and draining, where time does not matter."""
    return client().options(request_timeout=PATIENT)


class Patience:
    """The seconds that all questions of one answer have together."""

    def __init__(self, seconds: float | None = None, clock: Callable[[], float] = monotonic):
        self.clock = clock
        self.until = clock() + (settings.ELASTICSEARCH["timeout"] if seconds is None else seconds)

    def client(self) -> Elasticsearch:
        """Return the client with the time that is left; raises RemoteUnavailable when none is."""
        left = self.until - self.clock()
        if left <= 0:
            raise RemoteUnavailable("timeout", "no time left for another question")
        return client().options(request_timeout=left)


@contextmanager
def asking() -> Iterator[None]:
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
