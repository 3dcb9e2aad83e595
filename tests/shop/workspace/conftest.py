"""People of one seller, each with a signed-in browser, and an order to send."""

import pytest

from tests import makers
from tests.shop.dashboard.conftest import signed_in
from tests.shop.order.conftest import order_basket

HONEY = "Mật ong rừng tràm"


@pytest.fixture
def partner(db):
    return makers.producer("Hợp tác xã Cây Tràm").partner


def browser_of(partner, role):
    """A browser of somebody who works there."""
    return signed_in(makers.membership(partner, role).user)


@pytest.fixture
def owner(partner):
    return browser_of(partner, "owner")


@pytest.fixture
def packer(partner, owner):
    return browser_of(partner, "packer")


@pytest.fixture
def stranger(db):
    """The owner of another shop front."""
    return browser_of(makers.producer("Hợp tác xã khác").partner, "owner")


@pytest.fixture
def ward(db):
    return makers.commune()


@pytest.fixture
def honey(partner):
    return makers.product(HONEY, producer=partner.producer, price=210_000, stock=10)


@pytest.fixture
def order(partner, honey, ward):
    """Two jars, in one order with somebody else's goods."""
    placed = order_basket(makers.basket((honey, 2), makers.product("Bí mật")), ward).order
    return placed.producer_orders.get(partner=partner)
