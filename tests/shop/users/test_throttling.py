"""Limits: exact, shared by processes, and no reason to close the shop when they break."""

import sqlite3
import subprocess
import sys

import pytest
from django.core.cache import caches

from shop.users.counters import CounterFile
from shop.users.throttling import Limit, logger

THREE = Limit("test", tries=3, seconds=60)
#: One of several processes: tries 40 times, prints how often it was let through.
WORKER = """
import sys
from django.conf import settings
settings.configure(CACHES={{"default": {{"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
    "limits": {{"BACKEND": "shop.users.counters.CounterFile", "LOCATION": sys.argv[1]}}}})
from shop.users.throttling import Limit
limit = Limit("order-lookup-number", tries={tries}, seconds=600)
print(sum(limit.wait_for("100001") == 0 for _try in range(40)))
"""


@pytest.fixture(params=["memory", "file"])
def store(request, settings, tmp_path):
    """Limits as tests and as servers keep them."""
    if request.param == "file":
        backend = {"BACKEND": "shop.users.counters.CounterFile", "LOCATION": tmp_path / "counts"}
        settings.CACHES = settings.CACHES | {"limits": backend}
    return caches["limits"]


def test_so_many_and_no_more_until_its_time_is_over(store, clock):
    assert [THREE.wait_for("a") for _try in range(5)] == [0, 0, 0, 60, 60]
    clock.shift(45)
    assert THREE.wait_for("a") == 15
    clock.shift(15)
    assert THREE.wait_for("a") == 0


def test_keys_and_names_are_counted_apart(store):
    other = Limit("other", tries=1, seconds=60)
    assert [THREE.wait_for("a") for _try in range(3)] == [0] * 3
    assert THREE.wait_for("b") == other.wait_for("a") == 0


def test_nobody_in_particular_is_not_counted(store):
    assert [THREE.wait_for("") for _try in range(9)] == [0] * 9


def test_a_try_is_given_back_and_all_are_forgotten(store):
    for _try in range(3):
        THREE.wait_for("a")
    assert THREE.used_up("a") > 0
    THREE.give_back("a")
    assert THREE.used_up("a") == 0
    assert [THREE.wait_for("a") > 0 for _try in range(2)] == [False, True]
    THREE.forget("a")
    assert THREE.wait_for("a") == 0
    THREE.give_back("never counted")


def test_while_counting_is_broken_nobody_is_turned_away_and_it_is_logged(settings, monkeypatch):
    broken = {"BACKEND": "shop.users.counters.CounterFile", "LOCATION": "/proc/no/such/file"}
    settings.CACHES = settings.CACHES | {"limits": broken}
    lines = []
    monkeypatch.setattr(logger, "exception", lambda line, *told: lines.append(line % told))
    assert [THREE.wait_for("a") for _try in range(5)] == [0] * 5
    assert lines == ["limit test: tries cannot be counted"] * 5


@pytest.mark.parametrize("tries", [8, 5])
def test_four_processes_count_as_one(tmp_path, tries):
    command = [sys.executable, "-c", WORKER.format(tries=tries), str(tmp_path / "counts")]
    workers = [subprocess.Popen(command, stdout=subprocess.PIPE) for _worker in range(4)]
    let_through = [int(worker.communicate()[0]) for worker in workers]
    assert sum(let_through) == tries


class TestCounterFile:
    @pytest.fixture
    def counters(self, tmp_path):
        return CounterFile(str(tmp_path / "counts"), {})

    def test_it_is_a_cache_of_numbers(self, counters):
        assert counters.get("a", 7) == 7
        counters.set("a", 1, None)
        assert counters.add("a", 5) is False
        assert counters.incr("a", 2) == counters.get("a") == 3
        assert counters.delete("a")
        assert not counters.delete("a")
        with pytest.raises(ValueError, match="no counter"):
            counters.incr("a")

    def test_what_has_expired_is_gone_and_swept_out(self, counters, clock, monkeypatch, tmp_path):
        counters.add("old", 1, 60)
        clock.shift(60)
        assert counters.get("old") is None
        assert counters.add("old", 2, 60)
        clock.shift(60)
        monkeypatch.setattr("shop.users.counters.SWEEP_EVERY", 1)
        counters.add("new", 1, 60)
        with sqlite3.connect(tmp_path / "counts") as database:
            assert database.execute("SELECT count(*) FROM counter").fetchone() == (1,)
        database.close()

    def test_clearing_forgets_all(self, counters):
        counters.add("a", 1)
        counters.clear()
        assert counters.get("a") is None
