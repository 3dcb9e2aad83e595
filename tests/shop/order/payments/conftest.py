"""An order that is to be paid by transfer."""

import pytest

from shop.payment.methods import BANK_TRANSFER
from tests import makers


@pytest.fixture
def awaiting(place):
    """Return a placed order that waits for 100,000 ₫ and its delivery by transfer."""
    product = makers.product(price=50_000, stock=5)
    return place(makers.basket((product, 2)), payment=BANK_TRANSFER).order
