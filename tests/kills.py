"""Killing a process between any two steps: a child that ends itself with SIGKILL, and no clean-up.

A step is a commit, a statement outside of a transaction that writes, a file that is written or
renamed, or a request to a company.
The child is killed before or after step number n; n grows until the child comes to its end alive.
"""

import os
import signal
from collections.abc import Callable, Iterator

import requests
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from shop.payment.card import client

WRITES = ("INSERT", "UPDATE", "DELETE")
#: What a child that came to its end says.
ALIVE = 7


def killed_at_every_step(scenario: Callable[[], object]) -> Iterator[int]:
    """Run the scenario in children, each killed one moment later; yield after each death.

    A step has two moments, before and after it. The caller sets the stage anew before each turn, so
    the scenario is looked up again at each turn.
    """
    moment = 1
    while _ends_at(scenario, moment):
        yield moment
        moment += 1


def _ends_at(scenario: Callable[[], object], moment: int) -> bool:
    child = os.fork()
    if child == 0:
        _die_or_finish(scenario, moment)
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) == ALIVE, "the scenario failed"
    return False


def _die_or_finish(scenario: Callable[[], object], moment: int) -> None:
    """In the child: count the moments, and end at the one that was asked for."""
    left = [moment]
    connection.connection = None  # the parent's, like those of the client below
    client._client.cache_clear()
    try:
        _count(left)
        scenario()
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(1)
    os._exit(ALIVE)


def _tick(left: list[int]) -> None:
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)


def _count(left: list[int]) -> None:
    commit, send = BaseDatabaseWrapper._commit, requests.Session.request
    write, rename = FileSystemStorage._save, os.rename

    def counted_commit(self):
        _tick(left)
        commit(self)
        _tick(left)

    def counted_send(self, *args, **kwargs):
        _tick(left)
        answer = send(self, *args, **kwargs)
        _tick(left)
        return answer

    def counted_rename(*names, **options):
        _tick(left)
        rename(*names, **options)
        _tick(left)

    def counted_write(self, *args, **kwargs):
        _tick(left)
        name = write(self, *args, **kwargs)
        _tick(left)
        return name

    def counted_statement(execute, sql, params, many, context):
        writes = not connection.in_atomic_block and sql.lstrip().upper().startswith(WRITES)
        if writes:
            _tick(left)
        result = execute(sql, params, many, context)
        if writes:
            _tick(left)
        return result

    BaseDatabaseWrapper._commit = counted_commit
    requests.Session.request = counted_send
    os.rename = counted_rename
    FileSystemStorage._save = counted_write
    connection.execute_wrappers.append(counted_statement)
