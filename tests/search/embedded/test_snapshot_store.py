"""The snapshot in memory: cached while nothing changes, and never wrong about what is certified."""

import threading
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from catalogue.audience import Audience
from catalogue.services.certificates import revoke_certificate
from search.embedded import snapshot_store
from search.embedded.bits import all_positions, bitset, flags, positions_in
from search.engines import refreshing_cache
from search.engines.refreshing_cache import StillLoading
from search.engines.select import engine
from search.engines.warm_up import warm_up
from search.index.outbox import drain
from search.query import SearchQuery
from tests import makers
from tests.search.conftest import index

committed = pytest.mark.django_db(transaction=True)


def load_queries():
    """How many queries it takes to get the snapshot."""
    with CaptureQueriesContext(connection) as captured:
        snapshot_store.current_snapshot()
    return len(captured)


def wait_until_loaded():
    for thread in threading.enumerate():
        if thread.name == "search-snapshot":
            thread.join()


@committed
def test_it_is_cached_until_something_changes(clock):
    jar = makers.product("Mật ong")
    index()
    assert snapshot_store.current_snapshot().keys[0] == jar.pk
    assert load_queries() == 1
    makers.product("Chè")
    drain()
    assert load_queries() > 1
    assert snapshot_store.current_snapshot().size == 2


@committed
def test_it_is_loaded_again_on_another_day(clock):
    makers.product("Mật ong", until=makers.today())
    index()
    assert snapshot_store.current_snapshot().size == 1
    clock.move_to("2026-11-22T00:00:00+07:00")
    assert snapshot_store.current_snapshot().size == 0


@committed
def test_what_is_not_committed_is_not_cached(clock):
    jar = makers.product("Mật ong")
    index()
    snapshot_store.current_snapshot()
    with transaction.atomic():
        jar.is_public = False
        jar.save()
        drain()
        assert snapshot_store.current_snapshot().size == 0
        transaction.set_rollback(True)
    assert snapshot_store.current_snapshot().size == 1


@committed
def test_a_large_catalogue_is_loaded_in_a_thread(clock, monkeypatch):
    monkeypatch.setattr(refreshing_cache, "LARGE", 1)
    certificate = makers.product("Mật ong").certificates.get()
    index()
    assert engine().run(SearchQuery()).total == 1
    revoke_certificate(certificate=certificate, ground="b", by=makers.user())
    drain()
    before = snapshot_store.current_snapshot()
    assert engine().run(SearchQuery()).hits == []
    wait_until_loaded()
    assert (before.size, snapshot_store.current_snapshot().size) == (1, 0)


@committed
def test_a_server_loads_before_its_first_request(clock):
    makers.product("Mật ong")
    index()
    with patch("search.engines.warm_up.suggest_communes") as suggest_communes:
        warm_up()
    assert load_queries() == 1
    assert suggest_communes.called, "nobody who types an address waits for the list of places"


@pytest.fixture
def slow(monkeypatch):
    """The shop behind a cluster; loading takes until the event is set."""
    go = threading.Event()
    load = snapshot_store._caches[Audience.PUBLIC]._load
    monkeypatch.setattr(refreshing_cache, "LARGE", 1)
    monkeypatch.setattr(snapshot_store, "_is_only_engine", False)
    monkeypatch.setattr(snapshot_store, "MAX_WAIT", 0.05)
    monkeypatch.setattr(snapshot_store, "MAX_WAIT_IF_OPTIONAL", 0.05)
    monkeypatch.setattr(
        snapshot_store._caches[Audience.PUBLIC],
        "_load",
        lambda version: go.wait(20) and load(version),
    )
    yield go
    go.set()
    wait_until_loaded()


@committed
def test_nobody_behind_a_cluster_waits_for_loading(clock, slow):
    makers.product("Mật ong")
    index()
    with pytest.raises(StillLoading):
        snapshot_store.current_snapshot()
    assert snapshot_store.snapshot_if_loaded() is None
    slow.set()
    wait_until_loaded()
    assert snapshot_store.current_snapshot().size == snapshot_store.snapshot_if_loaded().size == 1


@committed
def test_yesterdays_is_never_shown_while_todays_is_loaded(clock, slow):
    makers.product("Mật ong", until=makers.today())
    index()
    slow.set()
    assert snapshot_store.current_snapshot().size == 1
    slow.clear()
    clock.move_to("2026-11-22T00:00:00+07:00")
    with pytest.raises(StillLoading):
        snapshot_store.current_snapshot()


@committed
def test_a_shopper_is_told_that_search_is_starting(clock, slow, client):
    makers.product("Mật ong")
    index()
    for path in ("/tim-kiem/?q=mat+ong", "/en/san-pham/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
        assert f'href="{path}"' in answer.content.decode()
    assert client.get("/").status_code == 200


@committed
def test_a_large_snapshot_that_is_seldom_asked_pauses_between_reloads(clock, monkeypatch):
    monkeypatch.setattr(refreshing_cache, "LARGE", 1)
    monkeypatch.setattr(snapshot_store._caches[Audience.PUBLIC], "pause_factor", 1_000_000.0)
    makers.product("Mật ong")
    index()
    assert snapshot_store.current_snapshot().size == 1
    makers.product("Chè")
    drain()
    snapshot_store.current_snapshot()
    wait_until_loaded()
    assert snapshot_store.current_snapshot().size == 1


def test_a_set_of_places_reads_like_the_list():
    chosen = bitset([0, 3, 4], 6)
    assert list(positions_in(chosen, 6)) == [0, 3, 4]
    assert flags(chosen, 6) == b"\x01\x00\x00\x01\x01\x00"
    assert list(positions_in(all_positions(3), 3)) == [0, 1, 2]
    assert list(positions_in(bitset([], 0), 0)) == []
