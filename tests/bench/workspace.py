"""The workspace of a seller with 15,000 goods and 200 orders: each page, and a sheet of 5,000 lines.

python -m tests.bench.workspace                   (a scratch SQLite file)
DATABASE_URL=postgres://… python -m tests.bench.workspace   (an empty database)

All goods are given to one seller, which is more than any has; orders stand in every state. With
--write the tables are put into docs/measurements.md.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")
SCRATCH = Path(tempfile.mkdtemp(prefix="shop-bench-"))
os.environ.setdefault("DATABASE_URL", f"sqlite:///{SCRATCH / 'bench.sqlite3'}")
os.environ.setdefault("MEDIA_ROOT", str(SCRATCH / "media"))
os.environ["LOG_LEVEL"] = "ERROR"

import django

django.setup()

import brotli
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from catalogue.models import Commune, Producer, Product
from shop.demo.accounts import PRODUCER
from shop.order.fulfilment import transition_producer_order
from shop.order.models import ProducerOrder, Role
from shop.order.states import FULFILMENT_STEPS
from shop.partner.goods_sheets.columns import write_goods
from shop.partner.goods_sheets.processing import process_waiting
from shop.partner.goods_sheets.services import (
    apply_goods_upload,
    read_goods_upload,
    undo_goods_upload,
)
from shop.partner.models import GoodsUpload, Membership, Partner, StockRecord
from tests import makers
from tests.bench.catalogues import grow
from tests.bench.section import Section, parser
from tests.shop.order.conftest import deliver_to, order_basket
from tests.shop.workspace.test_views import pages

GOODS, ORDERS, LINES = 15_000, 200, 5_000
#: Đồng: a cash order of a large sum would wait for a call.
MOST_PRICE = 200_000
WARM_UP, ROUNDS = 2, 20
MOST_QUERIES, MOST_KB, MOST_MS, MOST_MB = 20, 200, 150, 200


def main() -> None:
    """Fill one shop front, open every page of it, send a sheet."""
    arguments = parser(__doc__)
    arguments.add_argument("--dry-run", metavar="FILE", help="read a sheet and say the memory")
    options = arguments.parse_args()
    settings.DEBUG = False
    if options.dry_run:
        dry_run(Path(options.dry_run))
        return
    grow(GOODS)
    partner, owner = fill()
    client = Client()
    client.force_login(owner.user)
    section = Section("workspace", "The workspace of a seller")
    goods = StockRecord.objects.filter(partner=partner).count()
    orders = ProducerOrder.objects.filter(partner=partner).count()
    section.say(f"\nOne seller with {goods:,} goods and {orders} orders in every state.")
    over = tell_pages(section, client, partner)
    over += tell_sheet(section, partner, owner)
    section.say(f"\nOver a target: {', '.join(over) or 'nothing'}.")
    if options.write:
        section.write()


def fill() -> tuple[Partner, Membership]:
    """Give all goods to the seller of the demonstration, and it orders in every state."""
    producer = Producer.objects.get(name=PRODUCER)
    partner = producer.partner
    StockRecord.objects.update(partner=partner, num_in_stock=1_000)
    Product.objects.filter(stockrecords__partner=partner).update(producer=producer)
    commune = Commune.objects.order_by("pk").select_related("province").first()
    sold = Product.objects.public().filter(legal_type="ordinary", stockrecords__partner=partner)
    cheap = sold.filter(stockrecords__price__lte=MOST_PRICE)
    some = list(cheap.order_by("pk").distinct()[:ORDERS])
    standing = ProducerOrder.objects.filter(partner=partner).count()
    for number in range(standing, ORDERS):
        buyer = deliver_to(
            commune, phone=f"+8491200{number:04}", email=f"nguoi-mua-{number}@example.vn"
        )
        basket = makers.basket((some[number], 1 + number % 3), some[-1])
        placed = order_basket(basket, commune, delivery=buyer)
        row = placed.order.producer_orders.get()
        for step in FULFILMENT_STEPS[1 : 1 + number % len(FULFILMENT_STEPS)]:
            transition_producer_order(producer_order=row, to=step, role=Role.SELLER)
            row.refresh_from_db()
    return partner, Membership.objects.filter(partner=partner).select_related("user").get()


def tell_pages(section: Section, client: Client, partner: Partner) -> list[str]:
    """Measure each page; return what is over a target."""
    order = ProducerOrder.objects.filter(partner=partner).order_by("-pk").first()
    product = Product.objects.filter(stockrecords__partner=partner).order_by("pk").first()
    paths = dict.fromkeys(pages(partner, order, product))
    paths |= dict.fromkeys(
        f"/nguoi-ban/{partner.pk}/gian-hang/{word}/" for word in ("giay-to", "nghi-ban")
    )
    paths |= dict.fromkeys(
        f"/nguoi-ban/{partner.pk}/{each}" for each in ("hang/?muc=sap-het", "hang/?page=700")
    )
    section.head("Page", "Queries", "p50 ms", "p95 ms", "p95 CPU ms", "HTML KB", "KB on the wire")
    over = []
    for path in paths:
        queries, times, worked, weight, packed = measure(client, path)
        name = re.sub(r"\d{2,}|(?<=/)\d(?=/)", "…", path)
        figures = (statistics.median(times), p95_of(times), p95_of(worked))
        sizes = (f"{weight / 1000:.0f}", f"{packed / 1000:.0f}")
        section.row(f"`{name}`", queries, *(f"{each:.0f}" for each in figures), *sizes)
        if queries > MOST_QUERIES or figures[2] > MOST_MS or weight > MOST_KB * 1000:
            over.append(name)
    return over


def measure(client: Client, path: str) -> tuple[int, list[float], list[float], int, int]:
    """Return queries, milliseconds and milliseconds of CPU of each request, bytes plain and packed.

    SQLite works in this process, so that its time is within the CPU.
    """
    for _ in range(WARM_UP):
        assert client.get(path).status_code == 200, path
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
        queries = len(captured)
    times, worked = [], []
    for _ in range(ROUNDS):
        began, worked_before = time.perf_counter(), time.thread_time()
        client.get(path)
        times.append((time.perf_counter() - began) * 1000)
        worked.append((time.thread_time() - worked_before) * 1000)
    content = answer.content
    return queries, times, worked, len(content), len(brotli.compress(content, quality=5))


def p95_of(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[18]


def tell_sheet(section: Section, partner: Partner, owner: Membership) -> list[str]:
    """Take 5,000 lines along, change every price, look, apply, undo."""
    path = SCRATCH / "hang.xlsx"
    section.head(f"Sheet of {LINES:,} lines", "Seconds", "Target")
    file = BytesIO()
    taken = timed(lambda: write_goods(file, partner))
    section.row(f"downloading all {GOODS:,} goods", f"{taken:.1f}", "–")
    path.write_bytes(changed(file.getvalue()))
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.workspace", "--dry-run", str(path)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    seconds, idle, peak = map(float, told[-3:])
    section.row("looking at it", f"{seconds:.1f}", "≤ 30")
    upload = GoodsUpload.objects.order_by("-pk").first()
    for name, ask in (("applying", apply_goods_upload), ("undoing", undo_goods_upload)):
        asked = timed(lambda ask=ask: ask(upload=upload))
        section.row(f"{name}, the request", f"{asked:.2f}", "–")
        section.row(f"{name}, the worker", f"{timed(process_waiting):.1f}", "–")
        upload.refresh_from_db()
    section.say(
        f"\nLooking takes {peak:.0f} MB of memory in all (target {MOST_MB}), {peak - idle:.0f} of it "
        f"above the idle process; {upload.changes.count():,} cells changed, at last {upload.state}."
    )
    return [
        name for name, is_over in (("seconds", seconds > 30), ("MB", peak > MOST_MB)) if is_over
    ]


def changed(data: bytes) -> bytes:
    """Return the first lines of a sheet with another price and number each."""
    book = load_workbook(BytesIO(data))
    sheet = book.worksheets[0]
    sheet.delete_rows(LINES + 2, sheet.max_row)
    for row in sheet.iter_rows(min_row=2):
        row[3].value, row[4].value = (row[3].value or 1000) + 1000, (row[4].value or 0) + 1
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def dry_run(path: Path) -> None:
    """Read a sheet as a server does that has shown a page before; print seconds, MB idle and at most."""
    owner = Membership.objects.filter(partner__producer__name=PRODUCER).select_related("user").get()
    client = Client()
    client.force_login(owner.user)
    client.get(f"/nguoi-ban/{owner.partner_id}/hang/bang-tinh/")
    data, idle = path.read_bytes(), megabytes("VmRSS")
    seconds = timed(
        lambda: read_goods_upload(partner=owner.partner, name="hang.xlsx", data=data, by=owner.user)
    )
    print(seconds, idle, megabytes("VmHWM"))


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def megabytes(name: str) -> float:
    """Return a figure of this process from the kernel."""
    told = Path("/proc/self/status").read_text()
    return int(re.search(rf"{name}:\s+(\d+)", told)[1]) * 1024 / 1e6


if __name__ == "__main__":
    main()
