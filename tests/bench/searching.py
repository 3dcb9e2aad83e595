"""Times of lists, searches and suggestions, engine alone and whole page, at several sizes:

python -m tests.bench.searching                          (a scratch SQLite file, 1,500 and 15,000)
DATABASE_URL=postgres://… python -m tests.bench.searching --sizes 1500 15000 100000
python -m tests.search.cluster --lasting --heap 1g -- \
    python -m tests.bench.searching --sizes 1500 15000 100000 --delays   (searches on the cluster)

The database grows from size to size. Prints Markdown tables; with --write they are put into
docs/measurements.md. On a cluster the last table measures
what happens when it is gone; the nodes are stopped for that when they were started by this command.
"""

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
from django.utils.text import slugify

from search.elastic import engine as elastic
from search.elastic.engine import ElasticEngine
from search.embedded import EmbeddedEngine
from search.engines import assembly
from search.engines.warm_up import warm_up
from search.metrics import FALLBACKS
from search.query import SearchQuery
from search.vocabulary import Vocabulary
from tests.bench import change_delays, workload
from tests.bench.catalogues import grow
from tests.bench.index_build import build_cluster, build_entries
from tests.bench.section import Section, parser
from tests.bench.throughput import requests_a_second
from tests.bench.timing import Times, measure

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
    lists = [address.partition("?")[2] for address in workload.listings()]
    parsed = [SearchQuery.parse(QueryDict(each)) for each in lists]
    texts = [SearchQuery(text) for text in workload.searches()]
    taken = partial(measure, warm=WARM)
    return {
        "listing with filters": taken(partial(engine.run, query, words) for query in parsed),
        "search": taken(partial(engine.run, query, words) for query in texts),
        "suggestions": taken(partial(engine.complete, text, 6) for text in workload.half_typed()),
    }


def own_times() -> dict[str, Times]:
    """Return the times of what the engine itself finds, keys and counts: the cards of a page are
    read from the site's database, whoever found them."""
    real, assembly.public_cards = assembly.public_cards, lambda keys: []
    engine, words = ElasticEngine() if CLUSTER else EmbeddedEngine(), Vocabulary.load()
    texts = [SearchQuery(text) for text in workload.searches()]
    taken = measure((partial(engine.run, query, words) for query in texts), warm=WARM)
    assembly.public_cards = real
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
    for text in workload.searches():
        engine.run(SearchQuery(text), words)
    elastic._ask = real
    return {"search, on the wire": Times.of(taken)}


def fallbacks() -> float:
    """Return how many answers of this process came from the database in the cluster's place."""
    samples = [sample for metric in FALLBACKS.collect() for sample in metric.samples]
    return sum(sample.value for sample in samples if sample.name.endswith("_total"))


def page_times() -> dict[str, Times]:
    """Return the times of whole pages: routing, engine, cards, template, middleware."""
    client = workload.browser()

    def get(address: str, **headers: str) -> None:
        answered = client.get(address, headers=headers)
        assert answered.status_code == 200, (address, answered.status_code)

    def pages(addresses: list[str], **headers: str) -> list[Callable]:
        return [partial(get, address, **headers) for address in addresses]

    asked = map(workload.search_page, workload.searches())
    slips = map(workload.search_page, workload.slips())
    typed = map(workload.suggestions, workload.half_typed())
    return {
        "listing with filters": measure(pages(workload.listings())),
        "search": measure(pages(list(asked))),
        "search, corrected": measure(pages(list(slips))),
        "suggestions": measure(pages(list(typed), Accept="application/json")),
    }


def report_times(section: Section, size: int) -> None:
    """Add the rows of one size."""
    name, products = engine_name(), f"{size:,}"
    timeout = settings.ELASTICSEARCH["timeout"]
    parts = [("engine", engine_times), ("engine", own_times), ("page", page_times)]
    if CLUSTER:
        parts.insert(1, ("engine", round_trips))
    for part, taken in parts:
        settings.ELASTICSEARCH["timeout"] = PATIENCE if part == "engine" else timeout
        for what, times in taken().items():
            slowest, computed = f"{times.worst:.0f}", f"{times.cpu:.1f}"
            section.row(name, products, part, what, times, slowest, computed, times.count)
    if fallbacks():
        answers = f"{fallbacks():.0f} answers came from the database"
        section.row(name, products, "page", answers, *" " * 4)
    rate = requests_a_second(WORKERS)
    mixed = (f"mixed, {WORKERS} processes", f"**{rate:.0f} a second**")
    section.row(name, products, "page", *mixed, *" " * 3)


def main() -> None:
    """Measure every size, then builds, then the delays."""
    arguments = parser(__doc__)
    arguments.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    arguments.add_argument("--entries", action="store_true", help="measure building entries too")
    arguments.add_argument("--delays", action="store_true", help="measure changes, a lost cluster")
    options = arguments.parse_args()
    settings.DEBUG = False
    name = engine_name()
    section = Section(f"search-{slugify(name)}", f"Search: {name}")
    section.say("\nOne process, no page cache.")
    times = ("p50 / p95 / p99 ms", "Slowest ms", "CPU p50 ms", "Asked")
    section.head("Engine", "Products", "Part", "What", *times)
    built = []
    for size in options.sizes:
        grow(size)
        built += [build_entries()] if options.entries else []
        built += [build_cluster()] if CLUSTER else []
        warm_up()  # as a server does
        report_times(section, size)
    if built:
        section.head("Index", "Documents", "Seconds", "Documents a second", "MB")
        for index in built:
            section.row(*index.cells())
    if options.delays:
        change_delays.report_all(section, name, cluster=bool(CLUSTER))
    if options.write:
        section.write()


if __name__ == "__main__":
    main()
