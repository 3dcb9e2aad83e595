"""Twenty buyers on one SQLite file, with the worker beside: every order confirmed, every e-mail once."""

import re
import sqlite3
import time
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import connection

from tests import makers
from tests.shop.checkout.writers import BUYERS, PROCESSES, copy_database, emails_of, run, worker

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has one writer"),
]

EVERYBODY = {emails_of(number, buyer) for number in range(PROCESSES) for buyer in range(BUYERS)}


@pytest.fixture
def shop(commune, tmp_path):
    """A shop of one product in a file, and a folder for its e-mails."""
    jar = makers.product("Mật ong bạc hà", stock=100)
    call_command("search_index", "build", verbosity=0)
    file, letters = tmp_path / "shop.sqlite3", tmp_path / "emails"
    copy_database(file)
    return jar, commune, file, letters


def ask(file, sql) -> list:
    with sqlite3.connect(file, timeout=30) as shop:
        return shop.execute(sql).fetchall()


def test_twenty_buyers_and_a_worker(shop):
    jar, commune, file, letters = shop
    database, email_url = f"sqlite:///{file}", f"file://{letters}"
    with worker(database, email_url):
        seen = run(database, email_url, product=jar.pk, commune=commune.pk)
        end = time.monotonic() + 120
        waiting = "SELECT count(*) FROM mail_outgoingemail WHERE state NOT IN ('sent', 'dropped')"
        while ask(file, waiting) != [(0,)] and time.monotonic() < end:
            time.sleep(0.5)
    assert Counter(outcome.status for outcome in seen.outcomes) == {302: PROCESSES * BUYERS}
    assert all(outcome.url.startswith("/don-hang/") for outcome in seen.outcomes)
    assert Counter(outcome.page for outcome in seen.outcomes) == {200: PROCESSES * BUYERS}
    assert ask(file, "SELECT count(*) FROM order_order") == [(PROCESSES * BUYERS,)]
    sent = "".join(letter.read_text() for letter in letters.iterdir())
    assert Counter(re.findall(r"^To: (mua-\S+)$", sent, re.M)) == dict.fromkeys(EVERYBODY, 1)
    numbers = re.findall(r"^Message-ID: (\S+)$", sent, re.M)
    assert len(numbers) == len(set(numbers))


def test_cash_orders_of_one_phone_stay_below_the_limit_together(shop, monkeypatch):
    jar, commune, file, letters = shop
    monkeypatch.setenv("COD_OPEN_LIMIT", "450000")
    run(f"sqlite:///{file}", f"file://{letters}", product=jar.pk, commune=commune.pk)
    (number, together), *_ = ask(file, "SELECT count(*), sum(total_incl_tax) FROM order_order")
    assert number >= 1
    assert together <= 450_000
