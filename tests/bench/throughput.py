"""How many pages a second several processes answer, each as one worker of the server would.

Run as a module it is one such process: warms up, says so, waits for a line, asks, says how many.
"""

import subprocess
import sys
import threading
import time
from itertools import cycle

import django
from django.conf import settings

from tests.bench import workload

SECONDS = 8.0
WARM = 40


def requests_a_second(workers: int) -> float:
    """Start workers, let them begin together and add up what they answered."""
    command = [sys.executable, "-m", __name__]
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(workers)
    ]
    for worker in started:
        assert worker.stdout.readline().strip() == "ready"
    for worker in started:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    answered = [int(worker.communicate()[0]) for worker in started]
    return sum(answered) / SECONDS


def _work() -> int:
    """Ask lists, searches and suggestions in turn, for a bounded time."""
    browser, addresses = workload.browser(), cycle(workload.mixed())
    for _ in range(WARM):
        browser.get(next(addresses))
    for reader in threading.enumerate():
        if reader.name == "search-snapshot":
            reader.join()
    print("ready", flush=True)
    sys.stdin.readline()
    until, answered = time.monotonic() + SECONDS, 0
    while time.monotonic() < until:
        assert browser.get(next(addresses)).status_code == 200
        answered += 1
    return answered


if __name__ == "__main__":
    django.setup()
    settings.DEBUG = False
    print(_work(), flush=True)
