"""Killed with SIGKILL between any two steps of placing an order: it is there whole, or not at all."""

from itertools import count

import pytest
from django.core.cache import cache
from django.test import Client

from shop.basket.models import Basket
from shop.mail.models import OutgoingEmail
from shop.order.models import Order, OrderSubmission, ProducerOrder
from shop.order.payments.reconciliation.report import reconcile
from shop.partner.models import StockRecord
from shop.payment.models import Payment
from tests import makers
from tests.kills import killed_at_every_step
from tests.shop.conftest import Buyer

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

FEWEST = 4  # moments; fewer mean that the steps are not seen


@pytest.fixture
def at_the_button(commune):
    """Return a function that leads another guest to the button, with two of five jars of two sellers."""

    def _at_the_button():
        jars = [makers.product(price=60_000, stock=5) for _ in range(2)]
        buyer = Buyer(Client(), commune)
        for jar in jars:
            buyer.add(jar, 2)
        buyer.fill()
        return buyer, buyer.review(), jars

    return _at_the_button


def killed_while_placing(at_the_button):
    """Kill each guest one moment later; yield the guest, the form that was sent, the jars."""
    turns, scene = count(), {"now": at_the_button()}

    def press():
        buyer, fields, _jars = scene["now"]
        assert buyer.place(fields).url.startswith("/don-hang/")

    for _moment in killed_at_every_step(press):
        next(turns)
        cache.clear()  # of this process, which the child did not share
        yield scene["now"]
        scene["now"] = at_the_button()
    assert next(turns) >= FEWEST


def held(jars) -> list[int]:
    rows = StockRecord.objects.filter(product__in=jars).order_by("pk")
    return [row.num_allocated or 0 for row in rows]


def parts() -> tuple[int, ...]:
    """How many of each there are that belong to an order, and e-mails of theirs."""
    return (
        Order.objects.count(),
        OrderSubmission.objects.count(),
        Payment.objects.count(),
        ProducerOrder.objects.count() // 2,
        Basket.objects.filter(status=Basket.SUBMITTED).count(),
        OutgoingEmail.objects.filter(kind="order_placed").count(),
    )


def test_an_order_is_whole_or_not_there_and_the_second_press_finds_it(at_the_button):
    for turn, (buyer, fields, jars) in enumerate(killed_while_placing(at_the_button), start=1):
        whole = Order.objects.count()
        assert whole in (turn - 1, turn)
        assert parts() == (whole,) * 6
        assert held(jars) == ([2, 2] if whole == turn else [0, 0])
        answer = buyer.place(fields)
        assert answer.url.startswith("/don-hang/")
        assert parts() == (turn,) * 6
        assert held(jars) == [2, 2]
        assert buyer.client.get(answer.url).status_code == 200
    assert reconcile(is_check=True)[0] == []


def test_whoever_only_comes_back_finds_the_order_or_the_basket(at_the_button):
    for buyer, _fields, jars in killed_while_placing(at_the_button):
        was_told = "checkout" not in buyer.client.session
        page = buyer.client.get("/thanh-toan/xem-lai/", follow=True)
        if held(jars) == [2, 2]:
            assert was_told or page.request["PATH_INFO"].startswith("/don-hang/")
        else:
            assert buyer.place(buyer.review()).url.startswith("/don-hang/")
            assert held(jars) == [2, 2]


def test_what_is_ordered_next_is_an_order_of_its_own(at_the_button):
    for buyer, _fields, jars in killed_while_placing(at_the_button):
        orders = Order.objects.count()
        other = makers.product(price=60_000, stock=5)
        buyer.add(other)
        buyer.fill()
        assert buyer.place(buyer.review()).url.startswith("/don-hang/")
        assert Order.objects.count() == orders + 1
        assert held([*jars, other]) == [2, 2, 1]
