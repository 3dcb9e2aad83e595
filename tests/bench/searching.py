"""Times of lists, searches and suggestions, engine alone and whole page, at several sizes:

python -m tests.bench.searching                          (a scratch SQLite file, 1,500 and 15,000)
DATABASE_URL=postgres://… python -m tests.bench.searching --sizes 1500 15000 100000
python -m tests.search.cluster --lasting --heap 1g -- \
    python -m tests.bench.searching --sizes 1500 15000 100000 --delays   (searches on the cluster)

The database grows from size to size. Prints Markdown tables. On a cluster the last table measures
what happens when it is gone; the nodes are stopped for that when they were started by this command.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.search.cluster.nodes import URLS

CLUSTER = os.environ.get(URLS, "")
if CLUSTER:
    os.environ |= {"SEARCH": "elasticsearch", "ELASTICSEARCH_URLS": CLUSTER}
if "DATABASE_URL" not in os.environ:
    scratch = Path(tempfile.mkdtemp(prefix="shop-bench-"))
    os.environ["DATABASE_URL"] = f"sqlite:///{scratch / 'bench.sqlite3'}"

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")
os.environ.setdefault("LOG_LEVEL", "ERROR")

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.http import QueryDict

from search.elastic import engine as elastic
from search.elastic.engine import ElasticEngine
from search.embedded import EmbeddedEngine
from search.engines import assembly
from search.engines.warm_up import read_beforehand
from search.metrics import FALLBACKS
from search.query import SearchQuery
from search.vocabulary import Vocabulary
from tests.bench import delays, questions
from tests.bench.build import build_cluster, build_entries
from tests.bench.catalogues import grow
from tests.bench.throughput import requests_a_second
from tests.bench.timing import Times, head, machine, measure, row

SIZES = (1_500, 15_000)
#: Threads of requests: as many as this machine has cores.
WORKERS = 2
#: Questions asked for nothing first; the nodes of a cluster compile what they do often.
WARM = 300 if CLUSTER else 20
#: Seconds that the engine alone may take, where no page is waiting.
PATIENCE = 30.0


def engine_name() -> str:
    """Return what is measured, in a word or two."""
    databases = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    return "cluster" if CLUSTER else f"embedded, {databases[connection.vendor]}"


def engine_times() -> dict[str, Times]:
    """Return the times of the engine alone: from a query to cards, counts and notices.

    On a cluster it is asked without the fallback that stands behind it, and may take its time.
    """
    engine, words = ElasticEngine() if CLUSTER else EmbeddedEngine(), Vocabulary.load()
    lists = [address.partition("?")[2] for address in questions.listings()]
    parsed = [SearchQuery.parse(QueryDict(each)) for each in lists]
    texts = [SearchQuery(text) for text in questions.searches()]
    taken = partial(measure, warm=WARM)
    return {
        "listing with filters": taken(partial(engine.run, query, words) for query in parsed),
        "search": taken(partial(engine.run, query, words) for query in texts),
        "suggestions": taken(partial(engine.complete, text, 6) for text in questions.half_typed()),
    }


def own_times() -> dict[str, Times]:
    """Return the times of what the engine itself finds, keys and counts: the cards of a page are
    read from the site's database, whoever found them."""
    real, assembly.cards = assembly.cards, lambda keys: []
    engine, words = ElasticEngine() if CLUSTER else EmbeddedEngine(), Vocabulary.load()
    texts = [SearchQuery(text) for text in questions.searches()]
    taken = measure((partial(engine.run, query, words) for query in texts), warm=WARM)
    assembly.cards = real
    return {"search, keys and counts": taken}


def round_trips() -> dict[str, Times]:
    """Return what of the engine's time passes between question and answer of the cluster."""
    real, taken = elastic._ask, []

    def ask(*told):
        started = time.perf_counter()
        answers = real(*told)
        taken.append((time.perf_counter() - started) * 1000)
        return answers

    elastic._ask, engine, words = ask, ElasticEngine(), Vocabulary.load()
    for text in questions.searches():
        engine.run(SearchQuery(text), words)
    elastic._ask = real
    return {"search, on the wire": Times.of(taken)}


def fallbacks() -> float:
    """Return how many answers of this process came from the database in the cluster's place."""
    samples = [sample for metric in FALLBACKS.collect() for sample in metric.samples]
    return sum(sample.value for sample in samples if sample.name.endswith("_total"))


def page_times() -> dict[str, Times]:
    """Return the times of whole pages: routing, engine, cards, template, middleware."""
    client = questions.browser()

    def get(address: str, **headers: str) -> None:
        answered = client.get(address, headers=headers)
        assert answered.status_code == 200, (address, answered.status_code)

    def pages(addresses: list[str], **headers: str) -> list[Callable]:
        return [partial(get, address, **headers) for address in addresses]

    asked = map(questions.search_page, questions.searches())
    slips = map(questions.search_page, questions.slips())
    typed = map(questions.suggestions, questions.half_typed())
    return {
        "listing with filters": measure(pages(questions.listings())),
        "search": measure(pages(list(asked))),
        "search, corrected": measure(pages(list(slips))),
        "suggestions": measure(pages(list(typed), Accept="application/json")),
    }


def print_times(size: int) -> None:
    """Print the rows of one size."""
    name, products = engine_name(), f"{size:,}"
    told = settings.ELASTICSEARCH["timeout"]
    parts = [("engine", engine_times), ("engine", own_times), ("page", page_times)]
    if CLUSTER:
        parts.insert(1, ("engine", round_trips))
    for part, taken in parts:
        settings.ELASTICSEARCH["timeout"] = PATIENCE if part == "engine" else told
        for what, times in taken().items():
            slowest, computed = f"{times.worst:.0f}", f"{times.cpu:.1f}"
            row(name, products, part, what, times, slowest, computed, times.count)
    if fallbacks():
        row(name, products, "page", f"{fallbacks():.0f} answers came from the database", *" " * 4)
    rate = requests_a_second(WORKERS)
    row(name, products, "page", f"mixed, {WORKERS} processes", f"**{rate:.0f} a second**", *" " * 3)


def main() -> None:
    """Measure every size, then builds, then the delays."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--entries", action="store_true", help="measure building the entries too")
    parser.add_argument("--delays", action="store_true", help="measure changes and a lost cluster")
    told = parser.parse_args()
    settings.DEBUG = False
    print(f"{machine()}\n", flush=True)
    times = ("p50 / p95 / p99 ms", "Slowest ms", "CPU p50 ms", "Asked")
    head("Engine", "Products", "Part", "What", *times)
    built = []
    for size in told.sizes:
        grow(size)
        built += [build_entries()] if told.entries else []
        built += [build_cluster()] if CLUSTER else []
        read_beforehand()  # as a server does
        print_times(size)
    if built:
        print()
        head("Index", "Documents", "Seconds", "Documents a second", "MB")
        for each in built:
            row(*each.cells())
    if told.delays:
        delays.print_all(engine_name(), cluster=bool(CLUSTER))


if __name__ == "__main__":
    main()
