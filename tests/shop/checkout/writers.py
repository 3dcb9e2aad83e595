"""Buyers who order at the same moment, in processes and threads of their own, on one database file.

As a program it is one process of buyers; `run` starts several and the worker beside them.
"""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import django

PROCESSES, BUYERS = 2, 10


@dataclass(frozen=True)
class Outcome:
    """What one buyer saw: the answer to the button, and the page behind it."""

    status: int
    url: str
    page: int


@dataclass(frozen=True)
class Run:
    """All buyers together, and the seconds from the first press to the last answer."""

    outcomes: list[Outcome]
    seconds: float


def copy_database(file: Path) -> None:
    """Copy the rows of this process's SQLite into a file, as a shop has it."""
    from django.db import connection

    connection.ensure_connection()
    target = sqlite3.connect(file)
    connection.connection.backup(target)
    target.execute("PRAGMA journal_mode=WAL")
    target.close()


def environment(settings: str, database: str, email_url: str) -> dict[str, str]:
    """Return the environment of buyers and worker."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": f"shop.settings.{settings}",
        "DATABASE_URL": database,
        "EMAIL_URL": email_url,
        "DEMO_TODAY": "",
        "SITE_URL": "http://testserver",
    }


@contextmanager
def worker(database: str, email_url: str) -> Iterator[None]:
    """Run the worker of the shop beside."""
    command = [sys.executable, "manage.py", "worker", "--with-parent"]
    started = subprocess.Popen(command, env=environment("dev", database, email_url))
    try:
        yield
    finally:
        started.terminate()
        started.wait(90)


def run(database: str, email_url: str, *, product: int, commune: int) -> Run:
    """Let all buyers walk to the button, press at one moment, and look at what follows."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", __spec__.name, str(number), str(product), str(commune)],
            env=environment("test", database, email_url),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    for process in started:
        assert process.stdout.readline() == "ready\n"
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = [json.loads(process.communicate(timeout=300)[0]) for process in started]
    outcomes = [Outcome(*outcome) for answer in answers for outcome in answer["outcomes"]]
    began = min(answer["began"] for answer in answers)
    return Run(outcomes, max(answer["ended"] for answer in answers) - began)


def emails_of(number: int, buyer: int) -> str:
    """Return the address of one buyer."""
    return f"mua-{number}-{buyer}@example.vn"


def _main(number: int, product: int, commune: int) -> None:
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_test_environment

    from catalogue.models import Commune, Product
    from tests.shop.conftest import Buyer

    setup_test_environment()
    place, item = Commune.objects.get(pk=commune), Product.objects.get(pk=product)

    def walk(buyer: int):
        client = Client(raise_request_exception=False)
        walker = Buyer(client, place)
        try:
            walker.add(item)
            walker.fill(email=emails_of(number, buyer))
            return walker, walker.review()
        finally:
            connection.close()

    def press(ready):
        walker, fields = ready
        try:
            answer = walker.place(fields)
            url = answer.headers.get("Location", "")
            return time.time(), [answer.status_code, url, 0], walker
        finally:
            connection.close()

    def look(pressed):
        _ended, outcome, walker = pressed
        try:
            outcome[2] = walker.client.get(outcome[1]).status_code if outcome[1] else 0
            return outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(BUYERS) as pool:
        ready = list(pool.map(walk, range(BUYERS)))
        print("ready", flush=True)
        sys.stdin.readline()
        began = time.time()
        pressed = list(pool.map(press, ready))
        outcomes = list(pool.map(look, pressed))
    ended = max(moment for moment, _outcome, _walker in pressed)
    print(json.dumps({"outcomes": outcomes, "began": began, "ended": ended}), flush=True)


if __name__ == "__main__":
    _main(*map(int, sys.argv[1:]))
