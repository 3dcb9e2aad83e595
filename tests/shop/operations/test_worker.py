"""The worker: loops that look again, jobs that one worker alone does, and an end when told."""

import os
import signal
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.core.management import call_command
from django.utils.module_loading import import_string

from catalogue.clock import now
from shop.operations import worker
from shop.operations.models import WorkerJob
from shop.settings import base

pytestmark = pytest.mark.django_db

CALLS: list[str] = []


def work() -> None:
    CALLS.append("work")


def stumble() -> None:
    CALLS.append("stumble")
    raise ZeroDivisionError


def wait() -> str:
    CALLS.append("wait")
    return "nobody there"


@pytest.fixture(autouse=True)
def jobs(settings):
    """One job every hour, no loop."""
    CALLS.clear()
    settings.WORKER_JOBS = {"work": (f"{__name__}.work", 3600)}
    settings.WORKER_LOOPS = {}


def test_a_job_is_done_at_its_time_and_not_before(clock):
    assert worker.run_due_jobs() == ["work"]
    assert worker.run_due_jobs() == []
    clock.shift(3601)
    assert worker.run_due_jobs() == ["work"]
    assert CALLS == ["work", "work"]


def test_a_job_that_another_worker_has_taken_is_left_alone_until_its_lease_ends(clock):
    WorkerJob.objects.create(name="work", due_at=now() + worker.LEASE)
    assert worker.run_due_jobs() == []
    clock.shift(worker.LEASE + timedelta(seconds=1))
    assert worker.run_due_jobs() == ["work"]


def test_two_workers_that_look_at_the_same_moment_do_it_once(monkeypatch):
    WorkerJob.objects.create(name="work", due_at=now())
    seen = WorkerJob.objects.filter
    outcomes = []

    def filter_and_lose(**lookup):
        if "due_at" in lookup and not outcomes:
            outcomes.append("the other was quicker")
            seen(pk="work").update(due_at=now() + worker.LEASE)
        return seen(**lookup)

    monkeypatch.setattr(WorkerJob.objects, "filter", filter_and_lose)
    assert worker.run_due_jobs() == []
    assert CALLS == []


def test_a_job_that_fails_keeps_no_other_back_and_is_tried_again_soon(clock, settings):
    settings.WORKER_JOBS = {
        "stumble": (f"{__name__}.stumble", 24 * 3600),
        "work": (f"{__name__}.work", 3600),
    }
    assert worker.run_due_jobs() == ["stumble", "work"]
    assert WorkerJob.objects.get(pk="stumble").error == "ZeroDivisionError()"
    clock.shift(worker.AFTER_FAILURE + 1)
    assert worker.run_due_jobs() == ["stumble"]


@pytest.mark.parametrize("name", ["wait", "stumble"])
def test_a_loop_in_trouble_pauses_longer_and_says_so_once(name, caplog):
    caplog.set_level("WARNING")
    loop = worker.Loop(name, f"{__name__}.{name}", 1.0)
    pauses = []
    for _turn in range(7):
        loop.turn()
        pauses.append(loop.pause)
    assert pauses == [2, 4, 8, 16, 30, 30, 30]
    assert sum("waits:" in message for message in caplog.messages) == 1
    loop.call = work
    loop.turn()
    assert loop.pause == 1
    assert "goes on" in caplog.messages[-1]


def test_what_the_settings_name_exists():
    named = base.WORKER_JOBS | base.WORKER_LOOPS
    assert all(callable(import_string(path)) for path, _seconds in named.values())


@pytest.fixture
def _handlers():
    held = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in held.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("_handlers")
def test_the_command_works_until_it_is_told_to_end(settings, monkeypatch):
    settings.WORKER_JOBS, settings.WORKER_LOOPS = {}, {"work": (f"{__name__}.work", 0.01)}
    enough = Event()

    def count() -> None:
        work()
        if len(CALLS) == 3:
            enough.set()

    def end() -> None:
        assert enough.wait(10)
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(worker, "import_string", lambda path: count)
    killer = Thread(target=end)
    killer.start()
    call_command("worker")
    killer.join()
    assert len(CALLS) >= 3
