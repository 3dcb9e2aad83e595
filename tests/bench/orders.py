"""Orders a second with a good, a slow and a dead mail server:

python -m tests.bench.orders --write

Twenty buyers press at one moment, in two processes, on one SQLite file with the worker beside. The
slow server waits seven seconds before each of its answers. Puts a table into docs/measurements.md.
"""

import os
import tempfile
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="shop-bench-"))
os.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings.test"
os.environ["DATABASE_URL"] = f"sqlite:///{SCRATCH / 'empty.sqlite3'}"
os.environ["LOG_LEVEL"] = "ERROR"

import django

django.setup()

from django.core.management import call_command

from tests import makers
from tests.bench.section import Section, parser
from tests.bench.server import free_port
from tests.shop.checkout.writers import copy_database, run, worker
from tests.shop.mail.slow_server import MailServer

ROUNDS = 2


def main() -> None:
    """Order with each server in turn, twice, on a fresh file each."""
    arguments = parser(__doc__).parse_args()
    call_command("migrate", verbosity=0, interactive=False)
    jar, commune = makers.product("Mật ong bạc hà", stock=1000), makers.commune()
    call_command("search_index", "build", verbosity=0)
    section = Section("orders", "Orders and the mail server")
    section.head("Mail server", "Orders a second, in each round", "Answered with the order")
    servers = {"good": 0.0, "slow, 7 s an answer": 7.0, "dead": None}
    speeds: dict[str, list[float]] = {name: [] for name in servers}
    confirmed = dict.fromkeys(servers, 0)
    for number in range(ROUNDS):
        for name, pause in servers.items():
            orders, seconds = one_round(number, pause, product=jar.pk, commune=commune.pk)
            confirmed[name] += orders
            speeds[name].append(orders / seconds)
    for name in servers:
        pace = " · ".join(f"{speed:.1f}" for speed in speeds[name])
        section.row(name, pace, f"{confirmed[name]} of {20 * ROUNDS}")
    if arguments.write:
        section.write()


def one_round(number: int, pause: float | None, **things: int) -> tuple[int, float]:
    """Return how many of twenty buyers saw their order, and in how many seconds all of them had."""
    file = SCRATCH / f"{number}-{pause}.sqlite3"
    copy_database(file)
    server: AbstractContextManager = nullcontext() if pause is None else MailServer(pause=pause)
    port = free_port() if pause is None else server.port
    database, email_url = f"sqlite:///{file}", f"smtp://127.0.0.1:{port}"
    with server, worker(database, email_url):
        time.sleep(15)  # the worker has begun
        seen = run(database, email_url, **things)
    return sum(outcome.status == 302 and outcome.page == 200 for outcome in seen.outcomes), (
        seen.seconds
    )


if __name__ == "__main__":
    main()
