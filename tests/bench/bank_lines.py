"""Seconds and memory of importing a bank's statement of 50,000 lines, and the share matched by itself:

python -m tests.bench.bank_lines [--orders 300] [--rows 50000] [--write]

Makes a database of its own beside the shop's. One line in each rows/orders pays an order under a text
as banks write it; the others are rows of the same account that are for no order.
"""

import os
import re
import sys
import tempfile
import time
from pathlib import Path
from random import Random

FOLDER = Path(tempfile.mkdtemp(prefix="bank-lines-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.test")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER / 'bench.sqlite3'}")
os.environ.setdefault("PRIVATE_ROOT", str(FOLDER / "private"))

import django

django.setup()

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection

from shop.order.payments.transfers.news import process_waiting
from shop.order.payments.transfers.statements import receive_statement
from shop.payment.methods import BANK_TRANSFER
from shop.payment.models import BankStatement, Payment
from tests import makers
from tests.bank_makers import MOMENT, Transfer, csv_with_credit_and_debit
from tests.bench.section import Section, parser
from tests.shop.order.conftest import order_basket

#: What banks make of a reference; the last two lose it.
TEXTS = (
    "{0}",
    "MBVCB.327{1}.{0}.CT tu 0123 NGUYEN VAN A toi 0011",
    "{2}",
    "IBFT {3} thanh toan",
    "ND: {0}FT26325{1}",
    "chuyển tiền {2} cảm ơn",
    "{4}",
    "chuyen tien mua hang",
)


def memory() -> int:
    """Megabytes that this process has had at most."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024


def place_orders(number: int) -> list[Payment]:
    """Orders of one piece each that wait for their transfer."""
    commune = makers.commune()
    product = makers.product(price=50_000, stock=number + 1)
    placed = [
        order_basket(makers.basket(product), commune, payment=BANK_TRANSFER).order
        for _ in range(number)
    ]
    return [order.payment for order in placed]


def statement(payments: list[Payment], rows: int) -> bytes:
    """A statement in which each payment comes once."""
    dice = Random(14)
    transfers = [
        Transfer(
            dice.choice((-1, 1)) * dice.randrange(1_000, 9_000_000),
            f"LUONG THANG {number} {dice.randrange(10**9)}",
            f"FT{number:08}",
            MOMENT + timedelta(seconds=number),
        )
        for number in range(rows - len(payments))
    ]
    for number, payment in enumerate(payments):
        name = payment.reference
        text = TEXTS[number % len(TEXTS)].format(
            name, number, name.lower(), f"{name[:4]} {name[4:7]}-{name[7:]}", name[:-2]
        )
        at = dice.randrange(len(transfers) + 1)
        transfers.insert(at, Transfer(int(payment.amount), text, f"VN{number:08}", MOMENT))
    return csv_with_credit_and_debit(*transfers)


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--orders", type=int, default=300)
    options.add_argument("--rows", type=int, default=50_000)
    chosen = options.parse_args()
    call_command("migrate", verbosity=0)
    payments = place_orders(chosen.orders)
    data = statement(payments, chosen.rows)
    kept, _created = receive_statement(file=ContentFile(data), name="a.csv", by=makers.user())
    before, started = memory(), time.perf_counter()
    process_waiting()
    took = time.perf_counter() - started
    kept = BankStatement.objects.get(pk=kept.pk)
    paid = Payment.objects.filter(status="paid").count()
    # A reference that is cut or left out is no text to match by itself.
    named = sum(1 for number in range(len(payments)) if number % len(TEXTS) < len(TEXTS) - 2)
    again, _created = receive_statement(
        file=ContentFile(data + b"\n"), name="b.csv", by=makers.user()
    )
    restarted = time.perf_counter()
    process_waiting()
    retook = time.perf_counter() - restarted
    section = Section("bank-lines", f"A bank statement of {chosen.rows:,} lines")
    section.head("", connection.vendor)
    section.row("lines, of which for orders", f"{chosen.rows:,}, {len(payments):,}")
    section.row("import, s", f"{took:.0f}")
    section.row("lines a second", f"{chosen.rows / took:.0f}")
    section.row("memory above the start, MB", memory() - before)
    section.row("paid by themselves, of all for orders", f"{paid / len(payments):.1%}")
    section.row("paid by themselves, of those whose reference is whole", f"{paid / named:.1%}")
    section.row("the same lines a second time, s", f"{retook:.0f}")
    section.row("counts", kept.counts)
    section.row("counts the second time", BankStatement.objects.get(pk=again.pk).counts)
    if chosen.write:
        section.write()


if __name__ == "__main__":
    sys.exit(main())
