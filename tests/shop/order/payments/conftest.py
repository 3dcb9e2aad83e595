"""An order that is to be paid by transfer."""

import pytest

from shop.payment.methods import BANK_TRANSFER, CARD
from tests import makers
from tests.refund_makers import TO_THE_DOOR, TestPort, fresh, pay, step


@pytest.fixture
def awaiting(place):
    """Return a placed order that waits for 100,000 ₫ and its delivery by transfer."""
    product = makers.product(price=50_000, stock=5)
    return place(makers.basket((product, 2)), payment=BANK_TRANSFER).order


@pytest.fixture
def paid(awaiting):
    """Return that order once its money has come."""
    pay(awaiting)
    return fresh(awaiting)


@pytest.fixture
def by_card(place, settings):
    """Return a paid order of two sellers whose refunds a test port sends."""
    settings.REFUND_PORTS = {"card": "tests.refund_makers.TestPort"}
    TestPort.answers, TestPort.paid = [], {}
    one, two = makers.product(price=50_000, stock=9), makers.product(price=33_333, stock=9)
    order = place(makers.basket((one, 2), (two, 3)), payment=CARD).order
    pay(order, reference="pi_1")
    return fresh(order)


@pytest.fixture
def delivered(place):
    """Return a cash order of two jars that has been delivered."""
    order = place(makers.basket((makers.product(price=50_000, stock=9), 2))).order
    step(order.producer_orders.get(), *TO_THE_DOOR)
    return fresh(order)
