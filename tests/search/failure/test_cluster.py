"""A real cluster in trouble: a node killed or frozen, red, without an index, with a wrong mapping."""

import subprocess
import sys
import threading
import time

import pytest
from django.core.management import call_command

from search.elastic.client import background_client, close_clients
from search.elastic.engine import ElasticEngine
from search.elastic.mapping import PRODUCTS
from search.engines.resilience import FIRST_PAUSE, LONGEST_PAUSE
from search.index import outbox
from search.index.remote import RemoteUnavailable
from search.models import OutboxEntry
from search.query import SearchQuery
from tests.search.failure.conftest import LONGEST, SEARCH, SUGGEST

pytestmark = pytest.mark.cluster
OTHER = "-other"


def warm():
    """Ask until the cluster is quick; a node that has just started needs a while for anything."""
    quick, limit = 0, time.monotonic() + 30
    while quick < 10 and time.monotonic() < limit:
        try:
            ElasticEngine().run(SearchQuery(text="chè"))
            ElasticEngine().complete("che", 6)
            ElasticEngine().find_pages("chè", 6)
            quick += 1
        except RemoteUnavailable:
            quick = 0
    close_clients()


@pytest.fixture
def empty(on_cluster, settings):
    """The shop beside a cluster that has no index of it yet."""
    yield on_cluster
    made = background_client().indices.get(index=f"{settings.ELASTICSEARCH['index']}-*").body
    for name in made:
        background_client().indices.delete(index=name)


@pytest.fixture
def indexed(empty):
    """The shop with its indexes built; every node has a copy."""
    call_command("search_index", "build", verbosity=0)
    warm()
    return empty


@pytest.fixture
def recovers(see, breaker):
    """Whether the cluster answers by itself again within seconds."""

    def recovered() -> bool:
        limit = time.monotonic() + 20
        while time.monotonic() < limit:
            if not see(SEARCH).simple:
                return True
            breaker.clock.now += LONGEST_PAUSE
            time.sleep(0.2)
        return False

    return recovered


def live_index() -> str:
    return next(iter(background_client().indices.get_alias(name=PRODUCTS.live).body))


def instead(mappings: dict, **settings) -> str:
    """Let the shop read and write another index than its own; returns its own."""
    own, other, using = live_index(), PRODUCTS.live + OTHER, background_client()
    using.options(request_timeout=10).indices.create(
        index=other, mappings=mappings, settings=settings, wait_for_active_shards="0", timeout="1s"
    )
    move(own, other)
    return own


def move(one: str, other: str):
    actions = [
        {"remove": {"index": one, "alias": PRODUCTS.live}},
        {"add": {"index": other, "alias": PRODUCTS.live}},
    ]
    background_client().indices.update_aliases(actions=actions)


def mappings() -> dict:
    return next(iter(background_client().indices.get_mapping(index=PRODUCTS.live).body.values()))[
        "mappings"
    ]


def test_the_cluster_answers_without_a_word(indexed, see, fallbacks, doors):
    seen = see(SEARCH)
    assert "Chè Shan tuyết" in seen.text
    assert not seen.simple
    assert fallbacks() == {}
    assert doors.questions > 0


def test_a_shop_without_an_index_is_answered_until_one_is_built(empty, see, fallbacks, recovers):
    assert see(SEARCH).simple
    assert "missing index" in fallbacks()
    call_command("search_index", "build", verbosity=0)
    assert recovers()


def test_a_write_never_makes_an_index_by_accident(empty):
    empty.tea.save()
    outbox.drain()
    assert outbox.count_waiting() == 1
    assert not background_client().indices.exists(index=PRODUCTS.live)


def test_a_red_index_is_answered_for_and_recovers(indexed, see, fallbacks, recovers):
    nowhere = {"index.routing.allocation.require._name": "no-such-node"}
    own = instead(mappings(), **nowhere)
    health = background_client().cluster.health(index=PRODUCTS.live)
    assert health["status"] == "red"
    seen = see(SEARCH)
    assert (seen.status, seen.simple) == (200, True)
    assert seen.seconds <= LONGEST
    assert "cluster error" in fallbacks()
    move(PRODUCTS.live + OTHER, own)
    assert recovers()


def test_a_document_that_the_mapping_refuses_is_set_aside_with_its_reason(indexed, caplog):
    narrow = mappings()
    narrow["properties"]["price"] = {"type": "byte"}
    instead(narrow)
    indexed.pork.stockrecords.update(price=100)
    for product in (indexed.tea, indexed.pork):
        product.title += " mới"
        product.save()
    outbox.drain()
    (poison,) = OutboxEntry.objects.all()
    assert poison.object_id == indexed.tea.pk
    assert poison.set_aside
    assert "price" in poison.error
    assert any("set aside" in message for message in caplog.messages)
    assert outbox.count_waiting() == 0


def test_what_changed_while_the_cluster_was_away_arrives_when_it_is_back(
    indexed, doors, see, recovers
):
    doors.all("refusing")
    indexed.tea.title = "Chè Tà Xùa"
    indexed.tea.save()
    assert outbox.drain().unavailable == "unreachable"
    assert outbox.count_waiting() == 1
    doors.all("passing")
    drained(within=10)
    assert recovers()
    time.sleep(1.1)  # a second, and what was written can be found
    assert ElasticEngine().count_hits(["ta xua"]) == [1]
    assert "Chè Tà Xùa" in see("/tim-kiem/?q=ta+xua").text


def drained(within: float):
    """Drain as the worker does, again and again."""
    limit = time.monotonic() + within
    while outbox.count_waiting() and time.monotonic() < limit:
        outbox.drain()
        time.sleep(0.1)
    assert outbox.count_waiting() == 0


class Asking(threading.Thread):
    """Asks the cluster without end, as other visitors do, without the database behind it."""

    def __init__(self):
        super().__init__(daemon=True)
        self.over = threading.Event()
        self.questions = self.wrong = self.away = 0
        self.slowest = 0.0

    def run(self):
        engine = ElasticEngine()
        while not self.over.is_set():
            begun = time.monotonic()
            try:
                self.wrong += engine.count_hits(["chè"]) != [1]
            except RemoteUnavailable:
                self.away += 1
            self.questions += 1
            self.slowest = max(self.slowest, time.monotonic() - begun)
            time.sleep(0.02)


@pytest.fixture
def others():
    """Three other visitors."""
    threads = [Asking() for _ in range(3)]
    yield threads
    for thread in threads:
        thread.over.set()
    for thread in threads:
        if thread.ident:
            thread.join()


@pytest.mark.parametrize("number", [0, 1, 2])
def test_killing_a_node_under_load_loses_no_request(number, indexed, nodes, see, others):
    nodes.wait()
    for thread in others:
        thread.start()
    seen, killed, until = [], False, time.monotonic() + 3
    while time.monotonic() < until:
        if not killed and time.monotonic() > until - 2:
            nodes.nodes[number].kill()
            killed = True
        seen += [see(SEARCH), see(SUGGEST)]
    for thread in others:
        thread.over.set()
    for thread in others:
        thread.join()
    assert {item.status for item in seen} == {200}
    assert all("Shan tuyết" in item.text for item in seen)
    assert max(item.seconds for item in seen) <= LONGEST
    assert sum(thread.questions for thread in others) > 50
    assert [thread.wrong for thread in others] == [0, 0, 0]
    assert sum(thread.away for thread in others) <= 3
    assert max(thread.slowest for thread in others) <= LONGEST


def test_a_frozen_node_makes_nobody_wait_and_is_forgiven(indexed, nodes, see, breaker, recovers):
    nodes.wait()
    frozen = nodes.nodes[0]
    frozen.freeze()
    for _ in range(6):
        seen = see(SEARCH)
        assert seen.status == 200
        assert seen.seconds <= LONGEST
        breaker.clock.now += FIRST_PAUSE
    frozen.thaw()
    nodes.wait()
    assert recovers()


def test_a_shop_starts_while_the_cluster_is_down(doors, tmp_path):
    doors.all("refusing")
    script = (
        "import django; django.setup(); from search.engines.select import engine, remote_index;"
        "print(type(engine()).__name__, remote_index() is not None)"
    )
    told = {
        "DJANGO_SETTINGS_MODULE": "shop.settings.dev",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'shop.sqlite3'}",
        "SEARCH": "elasticsearch",
        "ELASTICSEARCH_URLS": ",".join(doors.addresses),
        "PATH": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", script], env=told, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["ResilientEngine", "True"], done.stderr
