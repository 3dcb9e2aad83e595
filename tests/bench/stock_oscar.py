"""Our search beside stock Oscar's on the same products, same database engine, in the same run:

DATABASE_URL=sqlite:////tmp/bench.sqlite3 python -m tests.bench.stock_oscar --size 15000
DATABASE_URL=postgres://… python -m tests.bench.stock_oscar --stock-database postgres://…/empty

Stock Oscar stands in a virtualenv of its own (--venv, made when absent) with haystack and Whoosh,
as its sandbox has it. The database named is grown; stock Oscar gets tables elsewhere.
"""

import json
import os
import subprocess
import sys
import tempfile
import venv
from functools import partial
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")
os.environ.setdefault("LOG_LEVEL", "ERROR")

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import Product
from tests.bench import workload
from tests.bench.catalogues import grow
from tests.bench.section import Section, parser
from tests.bench.timing import Times, measure

SANDBOX = Path(__file__).with_name("stock_sandbox.py")
PACKAGES = [
    *("django>=5.2,<5.3", "django-oscar[sorl-thumbnail]==4.2.1", "django-treebeard<6"),
    *("Whoosh<2.8,>=2.7", "psycopg[binary]"),
]
LISTINGS = 30


def stock_python(folder: Path) -> Path:
    """Return the interpreter of a virtualenv with stock Oscar and Whoosh, made when absent."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        quiet = ["-q", "--disable-pip-version-check"]
        subprocess.run([python, "-m", "pip", "install", *quiet, *PACKAGES], check=True)
    return python


def rows() -> list[dict]:
    """Return what stock Oscar knows of a product: names, texts, one category, price and stock."""
    sold = Product.objects.public().select_related("classification__group")
    return [
        {
            "title": each.title,
            "slug": each.slug,
            "description": each.description,
            "group": each.classification.group.name if each.classification else "–",
            "price": int(record.price) if record and record.price else 0,
            "stock": record.num_in_stock or 0 if record else 0,
        }
        for each in sold.prefetch_related("stockrecords").order_by("pk")
        for record in [next(iter(each.stockrecords.all()), None)]
    ]


def stock_measures(python: Path, texts: list[str], backend: str, database: str) -> dict:
    """Run stock Oscar in a process of its own on these products; return what it measured."""
    with tempfile.TemporaryDirectory(prefix="stock-oscar-") as name:
        folder = Path(name)
        asked = {"searches": texts, "listings": LISTINGS}
        (folder / "rows.json").write_text(json.dumps(rows()), encoding="utf-8")
        (folder / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
        target = database or f"sqlite:///{folder / 'stock.sqlite3'}"
        done = subprocess.run(
            [python, SANDBOX, folder, target, backend], stdout=subprocess.PIPE, check=True
        )
    return json.loads(done.stdout)


def our_measures(addresses: list[str]) -> dict:
    """Return queries of the first address, times of all, and how many pages list products."""
    client, found = workload.browser(), []

    def get(address: str) -> None:
        found.append(b'class="card' in client.get(address).content)

    times: Times = measure([partial(get, address) for address in addresses])
    with CaptureQueriesContext(connection) as captured:
        client.get(addresses[0])
        queries = len(captured)
    return {
        "queries": queries,
        "p50": times.p50,
        "p95": times.p95,
        "found": sum(found[-len(addresses) :]),
        "asked": len(addresses),
    }


def main() -> None:
    """Measure both and print them side by side."""
    arguments = parser(__doc__)
    arguments.add_argument("--size", type=int, default=15_000)
    arguments.add_argument("--searches", type=int, default=100)
    arguments.add_argument("--backend", choices=["whoosh", "simple"], default="whoosh")
    arguments.add_argument("--stock-database", default="", help="an empty one; default: SQLite")
    arguments.add_argument("--venv", type=Path, default=Path("var/stock-oscar"))
    options = arguments.parse_args()
    settings.DEBUG = False
    grow(options.size)
    texts = workload.searches()[: options.searches]
    ours = {
        "listing": our_measures(["/san-pham/"] * LISTINGS),
        "search": our_measures(list(map(workload.search_page, texts))),
    }
    python = stock_python(options.venv.absolute())
    stock = stock_measures(python, texts, options.backend, options.stock_database)
    section = Section("stock-oscar", "Beside stock Oscar")
    with_what = f"stock Oscar 4.2.1 with {options.backend}"
    section.say(f"\n{stock['products']:,} products, {with_what}, no page cache.")
    if stock["index_seconds"]:
        rate = stock["products"] / stock["index_seconds"]
        took = f"{stock['index_seconds']:.0f} s, {rate:.0f} products a second"
        section.say(f"Its index took {took}.")
    section.head(
        "Page", "Whose", "Queries", "p50 ms", "p95 ms", "Pages with products", "Ratio of p50"
    )
    for page, mine in ours.items():
        for whose, its in (("ours", mine), ("stock Oscar", stock[page])):
            times = (f"{its['p50']:.0f}", f"{its['p95']:.0f}")
            shown = f"{its['found']} of {its['asked']}"
            ratio = f"{its['p50'] / mine['p50']:.1f}"
            section.row(page, whose, its["queries"], *times, shown, ratio)
    if options.write:
        section.write()


if __name__ == "__main__":
    if "DATABASE_URL" not in os.environ:
        sys.exit("Set DATABASE_URL to a database that may be grown")
    main()
