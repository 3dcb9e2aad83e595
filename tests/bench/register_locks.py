"""How long an order waits while the worker takes a register file of 15,000 rows, by hand:

DATABASE_URL=sqlite:////tmp/bench.sqlite3 python -m tests.bench.register_locks

Another process writes a line every 50 ms, as an order would, and notes how long each write took.
Lays its tables there, so name a database that holds nothing yet. With --write the table is put into
docs/measurements.md.
"""

import multiprocessing
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path

from tests.bench.register_import import ROOT, ROWS, synthetic
from tests.bench.register_uploads import measured
from tests.bench.section import Section, parser

STEPS = ("receive", "preview", "apply", "undo")
#: Seconds between two orders, and after which the one that counts has given up long ago.
PAUSE, PATIENCE = 0.05, 300.0


def write_beside(database: str, ended: Event, answer: Queue) -> None:
    """Write until told that it is enough; answer with the seconds that each write took."""
    taken = []
    while not ended.is_set():
        started = time.monotonic()
        shop = sqlite3.connect(database, timeout=PATIENCE, isolation_level=None)
        shop.execute("BEGIN IMMEDIATE")
        shop.execute("UPDATE django_site SET name = name")
        shop.execute("COMMIT")
        shop.close()
        taken.append(time.monotonic() - started)
        time.sleep(PAUSE)
    answer.put(taken)


def waits_during(name: str, file: str, database: str) -> tuple[str, ...]:
    """Do a step while somebody else writes; return the cells of a row."""
    ended, answer = multiprocessing.Event(), multiprocessing.Queue()
    writer = multiprocessing.Process(target=write_beside, args=(database, ended, answer))
    writer.start()
    try:
        _label, seconds, *_rest = measured(name, file, name)
    finally:
        ended.set()
    taken = answer.get()
    writer.join()
    return name, seconds, f"{len(taken)}", f"{max(taken):.2f}"


def main() -> None:
    """Lay the database, then walk a file with other prices behind the first one."""
    options = parser(__doc__).parse_args()
    database = os.environ["DATABASE_URL"].removeprefix("sqlite:///")
    for command in (["migrate", "--verbosity", "0"], ["load_reference"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    section = Section(
        "locks", "How long an order waits for a register file of 15,000 rows (SQLite)"
    )
    section.head("Step", "Seconds", "Writes beside it", "Longest wait, seconds")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "so-bo.csv"
        synthetic(file, ROWS)
        for name in STEPS[:-1]:
            section.row(*waits_during(name, str(file), database))
        changed = file.read_text(encoding="utf-8").replace(",thuc_pham,", ",thuc_pham,Xã ")
        file.write_text(changed, encoding="utf-8")
        for name in STEPS:
            _name, *cells = waits_during(name, str(file), database)
            section.row(f"{name}, every row changed", *cells)
    if options.write:
        section.write()


if __name__ == "__main__":
    if not os.environ.get("DATABASE_URL", "").startswith("sqlite:///"):
        sys.exit("Set DATABASE_URL to a new database, for example sqlite:////tmp/bench.sqlite3")
    main()
