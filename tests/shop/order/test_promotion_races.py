"""Many buyers at once on PostgreSQL: a code for five is used five times."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from shop.basket.models import Basket
from shop.order.exceptions import OrderChanged
from shop.order.models import Order
from shop.order.quote import make_quote
from shop.order.services import Consent, place_order
from shop.partner.strategy import Selector
from shop.promotion.models import PromotionUse
from tests import makers, promotion_makers
from tests.shop.order.conftest import COD, deliver_to

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def press(basket_id, commune, start, number):
    """Place one basket in a thread of its own; say whether the sum still stood."""
    try:
        basket = Basket.objects.get(pk=basket_id)
        basket.strategy = Selector().strategy()
        delivery = deliver_to(commune, email="", phone=f"+849120000{number:02}")
        seen = make_quote(basket=basket, delivery=delivery)
        assert seen.discount
        start.wait(timeout=30)
        place_order(
            basket=basket,
            delivery=delivery,
            payment=COD,
            token=uuid4(),
            reviewed=seen.fingerprint,
            consent=Consent("Tôi đồng ý."),
        )
    except OrderChanged:
        return "changed"
    else:
        return "placed"
    finally:
        connection.close()


def press_together(promotion, buyers, number_of):
    """Let so many baskets with the code be ordered at one moment."""
    commune, jar = makers.commune(), makers.product(price=50_000, stock=99)
    baskets = [makers.basket(jar) for _ in range(buyers)]
    for basket in baskets:
        basket.vouchers.add(promotion.voucher)
    start = Barrier(buyers)
    with ThreadPoolExecutor(buyers) as pool:
        jobs = [
            pool.submit(press, basket.pk, commune, start, number_of(place))
            for place, basket in enumerate(baskets)
        ]
        return [job.result(timeout=120) for job in jobs]


def test_twenty_buyers_of_a_code_for_five():
    promotion = promotion_makers.code(max_uses=5)
    results = press_together(promotion, 20, lambda place: place)
    assert (results.count("placed"), results.count("changed")) == (5, 15)
    assert PromotionUse.objects.filter(promotion=promotion).count() == Order.objects.count() == 5


def test_one_buyer_in_four_windows_uses_a_code_once():
    promotion = promotion_makers.code(max_uses_per_buyer=1)
    results = press_together(promotion, 4, lambda _place: 7)
    assert (results.count("placed"), results.count("changed")) == (1, 3)
