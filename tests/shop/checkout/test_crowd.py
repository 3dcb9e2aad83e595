"""A crowd at the last jars, on PostgreSQL, through the very pages that buyers press."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import monotonic

import pytest
from django.db import connection
from django.test import Client

from shop.basket.models import Basket
from shop.order.models import Order, ProducerOrder
from shop.partner.models import StockRecord
from tests import makers
from tests.shop.conftest import Buyer, messages_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

CROWD = 20
#: The promise is five for all twenty; a machine under test is often busy.
SECONDS = 2 * 5


def at_the_button(commune, items) -> tuple[Buyer, dict]:
    """A guest with these goods in the basket, on the review page."""
    buyer = Buyer(Client(), commune)
    for item in items:
        buyer.add(item)
    buyer.fill()
    return buyer, buyer.review()


def press_together(crowd) -> tuple[list, float]:
    """Everyone presses at one moment; return the pages that follow, and the seconds of the press.

    The pages are fetched afterwards: how long twenty of them take is another question.
    """
    start = Barrier(len(crowd) + 1)

    def press(buyer, fields):
        try:
            start.wait(timeout=30)
            return buyer.place(fields)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(crowd)) as pool:
        jobs = [pool.submit(press, *each) for each in crowd]
        start.wait(timeout=30)
        began = monotonic()
        answers = [job.result(timeout=60) for job in jobs]
        seconds = monotonic() - began
    assert {answer.status_code for answer in answers} == {302}
    pages = [
        buyer.client.get(answer.url)
        for (buyer, _fields), answer in zip(crowd, answers, strict=True)
    ]
    assert {page.status_code for page in pages} == {200}
    return pages, seconds


def winners(answers) -> list:
    return [answer for answer in answers if answer.request["PATH_INFO"].startswith("/don-hang/")]


def test_twenty_buyers_of_three_jars(commune):
    jar = makers.product("Mật ong bạc hà", stock=3)
    crowd = [at_the_button(commune, [jar]) for _ in range(CROWD)]
    answers, seconds = press_together(crowd)
    assert len(winners(answers)) == Order.objects.count() == 3
    losers = [answer for answer in answers if answer not in winners(answers)]
    assert len(losers) == CROWD - 3
    for answer in losers:
        assert answer.request["PATH_INFO"] == "/gio-hang/"
        assert "Mật ong bạc hà" in messages_of(answer)
        assert [line.title for line in answer.context["shown"].lines] == ["Mật ong bạc hà"]
    assert StockRecord.objects.get().net_stock_level == 0
    assert Basket.objects.filter(status=Basket.SUBMITTED).count() == 3
    assert seconds < SECONDS


def test_twenty_buyers_of_five_units_of_three_producers_in_any_order(commune):
    jars = [makers.product(name, stock=stock) for name, stock in (("A", 7), ("B", 5), ("C", 9))]
    turns = [jars, jars[::-1], jars[1:] + jars[:1]]
    crowd = [at_the_button(commune, turns[number % 3]) for number in range(CROWD)]
    answers, seconds = press_together(crowd)
    assert len(winners(answers)) == Order.objects.count() == 5
    assert ProducerOrder.objects.count() == 15
    left = {row.product_id: row.net_stock_level for row in StockRecord.objects.all()}
    assert [left[jar.pk] for jar in jars] == [2, 0, 4]
    assert seconds < SECONDS
