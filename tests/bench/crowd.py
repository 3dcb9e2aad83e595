"""Two hundred buyers of twenty products of five pieces each, through the server over HTTP:

.ci/with-postgres python -m tests.bench.crowd --write

Each puts two products into the basket and walks to the review as a browser without script does, with
cookies, hidden fields and the headers that say where a form comes from. Then all press at one moment.
Whoever finds something sold out goes on with what is left. Two workers of gunicorn, with the settings
of production, and PostgreSQL on the same machine.
"""

import os
import random
import re
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from threading import Barrier

os.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings.test"

import django

django.setup()

import requests
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Sum

from catalogue.models import Commune, Product
from shop.basket.models import Basket
from shop.mail.models import OutgoingEmail
from shop.order.models import Line, Order
from shop.order.payments.reconciliation.report import reconcile
from shop.partner.models import StockRecord
from shop.payment.models import Payment
from tests import makers
from tests.bench.section import Section, parser
from tests.bench.server import production, server

REVIEW = "/thanh-toan/xem-lai/"
WORKERS, TURNS, PATIENCE = 2, 8, 600
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@dataclass
class Buyer:
    """One browser: an address of its own on the network, and what it saw."""

    number: int
    port: int
    wanted: list[Product]
    session: requests.Session = field(default_factory=requests.Session)
    statuses: list[int] = field(default_factory=list)
    presses: list[float] = field(default_factory=list)
    ordered_at: float = 0.0

    def __post_init__(self) -> None:
        self.session.headers.update(
            {
                "X-Forwarded-For": f"20.{self.number // 250}.{self.number % 250}.7",
                "Accept-Language": "vi",
                "Sec-Fetch-Site": "same-origin",
            }
        )

    def ask(self, method: str, path: str, **more: object) -> requests.Response:
        """Send one request; redirects are followed by whoever asks."""
        url = f"http://127.0.0.1:{self.port}{path}"
        facts = {"timeout": PATIENCE, "allow_redirects": False} | more
        answer = self.session.request(method, url, **facts)
        self.statuses.append(answer.status_code)
        return answer

    def walk(self, method: str, path: str, **more: object) -> tuple[str, str]:
        """Send one request and follow where it leads; return the path and the page there."""
        answer = self.ask(method, path, **more)
        while answer.is_redirect:
            path = answer.headers["Location"].partition("#")[0]
            answer = self.ask("GET", path)
        return path, answer.text

    def come_to_the_button(self, commune: Commune) -> dict[str, str]:
        """Look at the goods, take them, say where to; return what the button sends."""
        for product in self.wanted:
            self.walk("GET", product.get_absolute_url())
            self.walk("POST", f"/gio-hang/them/{product.pk}/", data={"quantity": "1"})
        self.walk("GET", "/thanh-toan/")
        typed = {
            "name": "Nguyễn Thị Sáu",
            "phone": f"091{self.number:07}",
            "email": f"mua-{self.number}@example.vn",
            "province": commune.province.code,
            "commune": commune.code,
            "street": "12 ấp Phú Nhuận",
            "consent": "on",
            "data_consent": "on",
            "action": "review",
        }
        return _fields(*self.walk("POST", "/thanh-toan/", data=typed))

    def press(self, fields: dict[str, str]) -> None:
        """Press, and go on with what is left until there is an order or nothing to be had."""
        for _turn in range(TURNS):
            if not fields:
                return
            began = time.perf_counter()
            answer = self.ask("POST", REVIEW, data=fields | {"payment": "cod"})
            ended = time.perf_counter()
            self.presses.append(ended - began)
            path = answer.headers.get("Location", "")
            if path.startswith("/don-hang/"):
                self.ordered_at = ended
                self.walk("GET", path)
                return
            self.walk("GET", path.partition("#")[0])
            fields = _fields(*self.walk("GET", REVIEW))


def _fields(path: str, page: str) -> dict[str, str]:
    """The hidden fields of the review; none where the walk has ended elsewhere."""
    if path != REVIEW:
        return {}
    return {name: unescape(value) for name, value in _HIDDEN.findall(page)}


def main() -> None:
    """Make goods, serve, let everybody buy, count."""
    arguments = parser(__doc__)
    arguments.add_argument("--buyers", type=int, default=200)
    arguments.add_argument("--products", type=int, default=20)
    arguments.add_argument("--pieces", type=int, default=5)
    chosen = arguments.parse_args()
    if connection.vendor != "postgresql":
        raise SystemExit("This is measured on PostgreSQL: .ci/with-postgres python -m …")
    connection.creation.create_test_db(verbosity=0)
    try:
        section = Section("crowd", "Two hundred buyers of a hundred pieces")
        section.say()
        section.say(_measure(chosen.buyers, chosen.products, chosen.pieces))
        if chosen.write:
            section.write()
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def _measure(number: int, products: int, pieces: int) -> str:
    commune = makers.commune()
    goods = [makers.product(f"Mật ong {each}", stock=pieces) for each in range(products)]
    call_command("search_index", "build", verbosity=0)
    deadlocks = _deadlocks()
    dice = random.Random(1)
    with tempfile.TemporaryDirectory(prefix="crowd-") as folder, _served(folder) as port:
        crowd = [Buyer(each, port, dice.sample(goods, 2)) for each in range(number)]
        began, walked = _let_them_buy(crowd, commune)
    took = max(buyer.ordered_at for buyer in crowd) - began
    orders = _check(crowd, products * pieces)
    assert _deadlocks() == deadlocks
    presses = sorted(press for buyer in crowd for press in buyer.presses)
    p95 = statistics.quantiles(presses, n=20)[-1]
    return (
        f"{number} buyers of {products} products × {pieces} pieces, {WORKERS} workers: {walked:.0f} s "
        f"until all were at the button. All pressed at one moment: {orders} orders, {len(presses)} "
        f"presses; {orders / took:.1f} orders a second until the last one; an answer after "
        f"{statistics.median(presses):.1f} s (median), {p95:.1f} s (p95), the wait in the line included. "
        f"{products * pieces} of {products * pieces} pieces sold, no deadlock, no answer with 5xx in "
        f"{sum(len(buyer.statuses) for buyer in crowd):,} requests."
    )


def _served(folder: str):
    """The server as it runs for visitors, behind a proxy that names them, on this database."""
    name = connection.settings_dict["NAME"]
    database = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"
    environment = production(folder) | {
        "DATABASE_URL": database,
        "BEHIND_PROXY": "True",
        "LABEL_GATE": "tell",  # what makers make has no label
        "DEMO_TODAY": "",
        "LOG_LEVEL": "ERROR",
    }
    return server("shop.wsgi", environment, workers=WORKERS)


def _let_them_buy(crowd: list[Buyer], commune: Commune) -> tuple[float, float]:
    """Return when all pressed, and the seconds until all were there."""
    start = Barrier(len(crowd) + 1)
    began = time.perf_counter()
    with ThreadPoolExecutor(8) as pool:
        ready = list(pool.map(lambda buyer: buyer.come_to_the_button(commune), crowd))
    assert all(ready), "somebody did not come to the button"
    walked = time.perf_counter() - began

    def press(buyer: Buyer, fields: dict[str, str]) -> None:
        start.wait()
        buyer.press(fields)

    with ThreadPoolExecutor(len(crowd)) as pool:
        jobs = [pool.submit(press, *each) for each in zip(crowd, ready, strict=True)]
        start.wait()
        pressed = time.perf_counter()
        for job in jobs:
            job.result()
    return pressed, walked


def _check(crowd: list[Buyer], pieces: int) -> int:
    """Nobody got what was not there, nothing was left, nothing is double; return the orders."""
    wrong = [status for buyer in crowd for status in buyer.statuses if status >= 400]
    assert not wrong, wrong
    orders = Order.objects.count()
    assert Line.objects.aggregate(sum=Sum("quantity"))["sum"] == pieces
    assert {row.net_stock_level for row in StockRecord.objects.all()} == {0}
    assert orders == sum(bool(buyer.ordered_at) for buyer in crowd)
    assert orders == Payment.objects.count()
    assert orders == Basket.objects.filter(status=Basket.SUBMITTED).count()
    assert orders == OutgoingEmail.objects.filter(kind="order_placed").count()
    assert reconcile(is_check=True)[0] == []
    return orders


def _deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return cursor.fetchone()[0]


if __name__ == "__main__":
    settings.DEBUG = False
    main()
