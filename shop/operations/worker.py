"""The worker: everything that nobody in front of a page should wait for, in one process.

Loops look again and again, each in a thread of its own, so that a slow mail server holds up no
index; they take rows one by one and may run in several workers. Jobs are done at their time by one
worker alone: whoever moves the row's `due_at` on has it. What both are stands in the settings
(WORKER_LOOPS, WORKER_JOBS), as paths, so that a room may add to them without being imported here.
"""

import logging
import os
import time
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

from django.conf import settings
from django.db import Error, close_old_connections, connection
from django.utils.module_loading import import_string

from catalogue.change_history import acting_as
from catalogue.clock import now
from catalogue.due_moments import is_due
from shop.operations.models import WorkerJob

#: Seconds: the longest pause of a loop in trouble, and between two looks at the jobs.
LONGEST_PAUSE, JOBS_PAUSE = 30.0, 5.0
#: For how long a job belongs to the worker that took it, if it is not done before.
LEASE = timedelta(minutes=10)
#: Seconds until a job that failed is tried again, if its own time is not sooner.
AFTER_FAILURE = 600

logger = logging.getLogger(__name__)


class Loop:
    """Calls one function again and again; pauses longer and longer while there is trouble.

    The function returns why it has to wait, or nothing.
    """

    def __init__(self, name: str, path: str, pause: float) -> None:
        self.name, self.shortest, self.pause, self.trouble = name, pause, pause, ""
        self.call: Callable[[], object] = import_string(path)

    def turn(self) -> None:
        """Call it once; a failure is logged once, not at every turn."""
        trouble = ""
        try:
            with acting_as(self.name):
                outcome = self.call()
            trouble = outcome if isinstance(outcome, str) else ""
        except Exception as error:
            trouble = type(error).__name__
            if trouble != self.trouble:
                logger.warning("worker: %s failed", self.name, exc_info=True)
        if trouble != self.trouble:
            state = f"waits: {trouble}" if trouble else "goes on"
            logger.warning("worker: %s %s", self.name, state)
        self.trouble = trouble
        self.pause = min(2 * self.pause, LONGEST_PAUSE) if trouble else self.shortest


def loops() -> list[Loop]:
    """Return the loops of the settings."""
    return [Loop(name, path, pause) for name, (path, pause) in settings.WORKER_LOOPS.items()]


def run_due_jobs() -> list[str]:
    """Do what is due, one job after the other; return the names of those done by this worker."""
    return [name for name in settings.WORKER_JOBS if _take(name) and _do(name)]


def run_once() -> None:
    """Turn every loop once and do every job that is due; for cron, tests and who cannot wait."""
    for loop in loops():
        loop.turn()
    run_due_jobs()


def run_forever(stop: Event, *, parent: int | None = None) -> None:
    """Run all loops and jobs until `stop` is set, or until the process `parent` has ended."""
    threads = [Thread(target=_run_loop, args=(loop, stop), name=loop.name) for loop in loops()]
    threads.append(Thread(target=_run_jobs, args=(stop,), name="jobs"))
    for thread in threads:
        thread.start()
    while not stop.wait(1.0):
        if parent is not None and os.getppid() != parent:
            stop.set()
    for thread in threads:
        thread.join()


def _run_loop(loop: Loop, stop: Event) -> None:
    while not stop.is_set():
        close_old_connections()
        loop.turn()
        stop.wait(loop.pause)
    connection.close()


def _run_jobs(stop: Event) -> None:
    while not stop.is_set():
        close_old_connections()
        try:
            run_due_jobs()
        except Error:
            logger.warning("worker: the jobs wait for the database", exc_info=True)
        stop.wait(JOBS_PAUSE)
    connection.close()


def _take(name: str) -> bool:
    """Whether the job is due and this worker has taken it."""
    moment = now()
    row = WorkerJob.objects.filter(pk=name).first()
    if row is None:
        WorkerJob.objects.bulk_create([WorkerJob(name=name, due_at=moment)], ignore_conflicts=True)
        row = WorkerJob.objects.get(pk=name)
    if not is_due(row.due_at, max(LEASE, timedelta(seconds=settings.WORKER_JOBS[name][1]))):
        return False
    mine = WorkerJob.objects.filter(pk=name, due_at=row.due_at)
    return mine.update(due_at=moment + LEASE) == 1


def _do(name: str) -> bool:
    """Do the job and set its next time; one that fails keeps no other from its turn."""
    path, seconds = settings.WORKER_JOBS[name]
    began, error = time.monotonic(), ""
    try:
        with acting_as(name):
            import_string(path)()
    except Exception as failure:
        error, seconds = repr(failure)[:200], min(seconds, AFTER_FAILURE)
        logger.exception("worker: %s failed", name)
    moment = now()
    WorkerJob.objects.filter(pk=name).update(
        due_at=moment + timedelta(seconds=seconds), ran_at=moment, error=error
    )
    logger.debug("worker: %s took %.1f s", name, time.monotonic() - began)
    return True
