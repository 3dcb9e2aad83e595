"""A shop that searches on a cluster behind doors, and what a shopper and an operator see of it."""

import logging
import os
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.utils.translation import gettext
from prometheus_client import REGISTRY

from search.elastic.client import close_clients
from search.engines.resilience import CircuitBreaker
from search.engines.select import engine
from search.index import outbox
from tests.search.cluster.nodes import URLS
from tests.search.failure.proxy import Proxy

QUIET_WORD = "Search is running in simple mode for a moment; every product is still found."
#: Seconds a shopper waits at most: the promise is one, and a machine under test is often busy.
LONGEST = 2 * 1.0
SEARCH = "/tim-kiem/?q=ch%C3%A8"
SUGGEST = "/tim-kiem/goi-y?q=ch%C3%A8"
NOTHING = "/tim-kiem/?q=khongcogi"
OTHERS = ("/san-pham/", "/tinh/dak-lak/?sap-xep=gia", "/")
COMPILED: set[str] = set()


class Doors(list):
    """The proxies before all nodes, told the same thing at once."""

    @property
    def addresses(self) -> list[str]:
        """What the shop is told as the addresses of the cluster."""
        return [door.address for door in self]

    @property
    def questions(self) -> int:
        """How many requests have come to any door."""
        return sum(door.questions for door in self)

    def all(self, misbehaviour: str, *told):
        """Make every door do this, by the name of a method of Proxy."""
        for door in self:
            getattr(door, misbehaviour)(*told)


@dataclass
class Seen:
    """One page as a shopper gets it."""

    status: int
    text: str
    seconds: float

    @property
    def simple(self) -> bool:
        """Whether the quiet word stands there."""
        return gettext(QUIET_WORD) in self.text


class Time:
    """A clock for a breaker, moved by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def doors():
    """One door before each node of the cluster, or three with nobody behind."""
    named = os.environ.get(URLS)
    behind = [urlsplit(url).port for url in named.split(",")] if named else [None] * 3
    made = Doors(Proxy(port) for port in behind)
    yield made
    made.all("close")


@pytest.fixture
def breaker(monkeypatch):
    """The breaker of this test alone; its clock stands still, `breaker.clock.now` moves it."""
    made = CircuitBreaker(clock=Time())
    monkeypatch.setattr("search.engines.select.BREAKER", made)
    return made


@pytest.fixture
def on_cluster(settings, doors, breaker, shop, client, caplog):
    """The small shop, searching behind the doors; what is compiled once is compiled."""
    for page in (SEARCH, SUGGEST, NOTHING, *OTHERS):
        if page not in COMPILED:
            client.get(page)
            COMPILED.add(page)
    caplog.set_level(logging.WARNING)
    outbox.drain()
    connection.run_on_commit.clear()  # a change of the test is drained again
    told = {"urls": doors.addresses, "index": f"failure-{os.getpid()}"}
    settings.ELASTICSEARCH = settings.ELASTICSEARCH | told
    settings.SEARCH = "elasticsearch"
    engine()
    yield shop
    close_clients()


@pytest.fixture
def see(client, breaker):
    """Open a page as a shopper and look at the clock.

    What is too slow is opened once more by a shop that knows nothing of the failure: something
    else may have had the processor.
    """

    def opened(address: str) -> Seen:
        begun = time.perf_counter()
        response = client.get(address)
        return Seen(response.status_code, response.content.decode(), time.perf_counter() - begun)

    def seen(address: str = SEARCH) -> Seen:
        first = opened(address)
        if first.seconds <= LONGEST:
            return first
        breaker.succeeded()
        return opened(address)

    return seen


@pytest.fixture
def fallbacks():
    """How many answers the database gave for the cluster since the test began, by reason."""

    def counted() -> dict[str, float]:
        (family,) = (metric for metric in REGISTRY.collect() if metric.name == "search_fallbacks")
        samples = [sample for sample in family.samples if sample.name.endswith("_total")]
        return {sample.labels["reason"]: sample.value for sample in samples}

    before = counted()

    def since() -> dict[str, int]:
        now = {reason: int(n - before.get(reason, 0)) for reason, n in counted().items()}
        return {reason: number for reason, number in now.items() if number}

    return since
