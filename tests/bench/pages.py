"""Queries and server times of the main pages at 1,500 and 15,000 certified products:

python -m tests.bench.pages                      (a scratch SQLite file)
DATABASE_URL=postgres://… python -m tests.bench.pages   (an empty database)

The real register is multiplied beside the demonstration. Prints a Markdown table; with --write it
is put into docs/measurements.md.
"""

import os
import statistics
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")
SCRATCH = Path(tempfile.mkdtemp(prefix="shop-bench-"))
os.environ.setdefault("DATABASE_URL", f"sqlite:///{SCRATCH / 'bench.sqlite3'}")
os.environ["LOG_LEVEL"] = "ERROR"

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.models import Producer, Product
from cms.models import StoryPage
from tests.bench.catalogues import grow
from tests.bench.section import Section, parser

SIZES = (1_500, 15_000)
WARM_UP, ROUNDS = 5, 60
PAGES: dict[str, str | list[str]] = {
    "home": "/",
    "listing": "/san-pham/",
    "listing, filtered": "/san-pham/?sao=4&sao=5&vung=dong-bang-song-cuu-long",
    "listing, by price": "/san-pham/?sap_xep=gia&trang=3",
    "search": "/tim-kiem/?q=ca+phe",
    "group": "/nhom/thuc-pham/",
    "province": "/tinh/thai-nguyen/",
    "region": "/vung/dong-bang-song-cuu-long/",
    "product": "",
    "producer": "",
    "stories": "/cau-chuyen/",
    "story": "",
    "suggestions": "/tim-kiem/goi-y?q=ca+p",
    "basket, empty": "/gio-hang/",
    "basket, 10 lines": "/gio-hang/",
}


def measure(client: Client, paths: list[str]) -> tuple[int, float, float, int]:
    """Return queries, p50 and p95 in milliseconds, and bytes of the first page, all warm.

    Several paths are asked in turn, so that no page profits from having just been made.
    """
    for path in islice(cycle(paths), WARM_UP):
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(paths[0])
        queries = len(captured)
    times = []
    for path in islice(cycle(paths), ROUNDS):
        started = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - started) * 1000)
    p95 = statistics.quantiles(times, n=20)[18]
    return queries, statistics.median(times), p95, len(answer.content)


def of_this_catalogue() -> dict[str, str | list[str]]:
    """Return paths of products, of the producer with the most products, and of a story.

    The products lie as far apart as the catalogue allows.
    """
    public = Product.objects.public()
    named = public.order_by().exclude(producer=None).values("producer")
    by_producer = named.annotate(n=Count("pk")).order_by("-n")
    producer = Producer.objects.get(pk=by_producer.first()["producer"])
    story = StoryPage.objects.published().first()
    apart = public.order_by("pk").only("slug")
    step = max(1, apart.count() // ROUNDS)
    return {
        "product": [each.get_absolute_url() for each in apart[::step]][:ROUNDS],
        "producer": producer.get_absolute_url(),
        "story": story.get_url() if story else "/cau-chuyen/",
    }


def with_a_basket(lines: int) -> Client:
    """Return a visitor who has put that many products into the basket."""
    visitor, left = Client(), lines
    for product in Product.objects.public().order_by("pk")[:300]:
        if left and visitor.post(
            f"/gio-hang/them/{product.pk}/", {"quantity": 1}, headers={"HX-Request": "true"}
        ).content.count(b"toast success"):
            left -= 1
    return visitor


def main() -> None:
    """Lay the database, then measure every page at every size."""
    options = parser(__doc__).parse_args()
    settings.DEBUG = False
    client = Client()
    section = Section("pages", "Queries and server time of whole pages")
    section.say("\nOne process, no page cache, page after page.")
    section.head("Page", "Products", "Queries", "p50 ms", "p95 ms", "HTML KB, not compressed")
    for size in SIZES:
        grow(size)
        PAGES.update(of_this_catalogue())
        for name, path in PAGES.items():
            visitor = with_a_basket(10) if name == "basket, 10 lines" else client
            paths = [path] if isinstance(path, str) else path
            queries, p50, p95, weight = measure(visitor, paths)
            times = (f"{p50:.0f}", f"{p95:.0f}")
            section.row(name, f"{size:,}", queries, *times, f"{weight / 1000:.0f}")
    if options.write:
        section.write()


if __name__ == "__main__":
    main()
