"""The shop with a photograph on every card: what it weighs, and how quick Lighthouse finds it.

python -m tests.bench.photo_shop             (--runs 1 for a quick look; --write for the document)

Gives the demonstration 60 photo-like pictures (tests/photo_like.py), on every card of the first pages
of the list and four on one product, and serves it with settings of production. Needs what
tests/bench/lighthouse.py needs.
"""

import os
import re
import statistics
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")
os.environ.setdefault("LOG_LEVEL", "ERROR")

import django
from playwright.sync_api import Browser, sync_playwright

from tests.bench.lighthouse import CHROME_FLAGS, PRODUCT, cls, lcp, look, served, value
from tests.bench.photos import MEASURED
from tests.bench.section import Section, parser
from tests.chromium import CHROMIUM
from tests.photo_like import photo_like_jpeg

PHOTOS, OF_ONE_PRODUCT, MEASURED_PHOTOS = 60, 4, 10
LIST = "/san-pham/"
PAGES = {"list": (LIST, 400), "product": (PRODUCT, 350)}
#: KB that a card's photograph may weigh on a screen of 360 pixels.
MOST_CARD = 12
DENSITIES = (1, 2, 3)


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--lay", action="store_true", help="put the photographs in, no more")
    options = arguments.parse_args()
    django.setup()
    if options.lay:
        lay()
        return
    section = Section("photo-shop", "A photograph on every card")
    tell_conversion(section)
    prepare = ["-m", "tests.bench.photo_shop", "--lay"]
    with served(prepare, application="tests.bench.with_media") as base:
        tell_weights(section, base)
        section.head("Lighthouse, phone", "Performance", "LCP s", "CLS", "TBT ms", "KB")
        for name, (path, _most) in PAGES.items():
            reports = [look(base + path) for _ in range(options.runs)]
            scores = [each["categories"]["performance"]["score"] or 0 for each in reports]
            numbers = (f"{lcp(reports):.1f}", f"{cls(reports):.3f}")
            blocked, weight = value(reports, "total-blocking-time"), value(reports, WEIGHT)
            told = (*numbers, f"{blocked:.0f}", f"{weight / 1000:.0f}")
            section.row(name, f"{statistics.median(scores) * 100:.0f} (target ≥ 95)", *told)
    if options.write:
        section.write()


WEIGHT = "total-byte-weight"


def lay() -> None:
    """Give every card of the first pages its photograph."""
    from django.core.files.base import ContentFile
    from django.test import Client

    from catalogue.models import Product, ProductImage
    from search.index.outbox import drain

    client, slugs = Client(SERVER_NAME="127.0.0.1"), []
    for page in count(1):
        html = client.get(LIST, {"trang": page}).content.decode()
        slugs += re.findall(r'class="name">\s*<a href="/san-pham/([^/"]+)/', html)
        if len(slugs) >= PHOTOS:
            break
    wanted = [PRODUCT.split("/")[2]] * OF_ONE_PRODUCT + slugs
    for number, slug in enumerate(wanted[:PHOTOS]):
        ProductImage.objects.create(
            product=Product.objects.get(slug=slug),
            original=ContentFile(photo_like_jpeg(number), f"{number}.jpg"),
            display_order=number,
        )
    drain()


def tell_conversion(section: Section) -> None:
    """How long one photograph is converted into all its sizes, and in how much memory."""
    from django.core.files.base import ContentFile

    from catalogue.photos import acceptance

    program = acceptance.PROGRAM
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        peak, measured = Path(folder) / "peak", Path(folder) / "measured.py"
        measured.write_text(MEASURED.format(program=str(program), peak=str(peak)))
        acceptance.PROGRAM, acceptance.ANSWER_WITHIN = measured, 120
        for number in range(MEASURED_PHOTOS):
            photo = ContentFile(photo_like_jpeg(number))
            began = time.perf_counter()
            with acceptance.sized_photo(photo) as (_sizes, made):
                seconds = time.perf_counter() - began
                weight = sum(path.stat().st_size for path in made.iterdir())
            memory, worked = peak.read_text().split()
            rows.append((seconds, float(worked), int(memory) * 1024 / 1e6, weight / 1000))
        acceptance.PROGRAM = program
    section.head(f"Converting, {MEASURED_PHOTOS} photographs", "median", "most")
    for name, figures in zip(
        ("Seconds", "CPU seconds", "MB", "KB of all"), zip(*rows, strict=True), strict=True
    ):
        section.row(name, f"{statistics.median(figures):.1f}", f"{max(figures):.1f}")


def tell_weights(section: Section, base: str) -> None:
    """What Chromium fetches before anybody scrolls, on a phone of 360 pixels."""
    section.head(
        "360 × 740, before scrolling", "Points a pixel", "Photographs", "heaviest, KB", "all, KB"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=CHROME_FLAGS.split()[1:]
        )
        for name, (path, most) in PAGES.items():
            for density in DENSITIES:
                weights = fetched(browser, base + path, density)
                photos = [size for url, size in weights.items() if "/media/pictures/" in url]
                heaviest = f"{max(photos) / 1000:.1f}"
                if name == "list":
                    heaviest += f" (target {MOST_CARD})"
                total = f"{sum(weights.values()) / 1000:.0f} (target {most})"
                section.row(name, density, len(photos), heaviest, total)
        browser.close()


def fetched(browser: Browser, address: str, density: int) -> dict[str, int]:
    """Return bytes on the wire by address."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=density, is_mobile=True
    )
    page = context.new_page()
    session, urls, weights = context.new_cdp_session(page), {}, {}
    session.send("Network.enable")
    session.on(
        "Network.responseReceived",
        lambda event: urls.update({event["requestId"]: event["response"]["url"]}),
    )

    def finished(event: dict) -> None:
        url = urls.get(event["requestId"], event["requestId"])
        weights[url] = weights.get(url, 0) + int(event["encodedDataLength"])

    session.on("Network.loadingFinished", finished)
    page.goto(address, wait_until="networkidle")
    context.close()
    return weights


if __name__ == "__main__":
    if not CHROMIUM:
        sys.exit("no Chromium")
    main()
