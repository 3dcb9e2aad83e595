"""Many buyers at once on PostgreSQL: nobody gets a jar that is not there."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from shop.basket.models import Basket
from shop.order.exceptions import StockShortage
from shop.order.models import Order
from shop.order.quote import make_quote
from shop.order.services import Consent, place_order
from shop.partner.models import StockRecord
from shop.partner.strategy import Selector
from tests import makers
from tests.shop.order.conftest import COD, deliver_to

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def press(basket_id, commune, start, token=None):
    """Place one basket in a thread of its own; return the order's number or "short"."""
    try:
        basket = Basket.objects.get(pk=basket_id)
        basket.strategy = Selector().strategy()
        delivery = deliver_to(commune, email="")
        seen = make_quote(basket=basket, delivery=delivery).fingerprint
        start.wait(timeout=20)
        placed = place_order(
            basket=basket,
            delivery=delivery,
            payment=COD,
            token=token or uuid4(),
            reviewed=seen,
            consent=Consent("Tôi đồng ý."),
        )
    except StockShortage:
        return "short"
    else:
        return placed.order.number
    finally:
        connection.close()


def press_together(baskets, commune, **extra):
    """Press the button for all these baskets at one moment."""
    start = Barrier(len(baskets))
    with ThreadPoolExecutor(len(baskets)) as pool:
        jobs = [pool.submit(press, basket.pk, commune, start, **extra) for basket in baskets]
        return [job.result(timeout=60) for job in jobs]


def test_two_buyers_of_the_last_jar():
    commune, jar = makers.commune(), makers.product(stock=1)
    baskets = [makers.basket(jar) for _ in range(2)]
    results = press_together(baskets, commune)
    assert results.count("short") == 1
    assert Order.objects.count() == 1
    assert StockRecord.objects.get().net_stock_level == 0
    assert Basket.objects.filter(status=Basket.OPEN, lines__isnull=False).count() == 1


def test_twenty_buyers_of_three_jars_in_any_order():
    commune = makers.commune()
    jars = [makers.product(stock=stock) for stock in (7, 5, 9)]
    turns = [jars, jars[::-1], jars[1:] + jars[:1]]
    baskets = [makers.basket(*turns[number % 3]) for number in range(20)]
    results = press_together(baskets, commune)
    assert results.count("short") == 15
    assert Order.objects.count() == 5
    left = {row.product_id: row.net_stock_level for row in StockRecord.objects.all()}
    assert [left[jar.pk] for jar in jars] == [2, 0, 4]


def test_one_basket_pressed_six_times_at_once_is_one_order():
    commune, jar = makers.commune(), makers.product(stock=9)
    basket = makers.basket(jar)
    results = press_together([basket] * 6, commune, token=uuid4())
    assert len(set(results)) == 1
    assert Order.objects.count() == 1
    assert StockRecord.objects.get().net_stock_level == 8
