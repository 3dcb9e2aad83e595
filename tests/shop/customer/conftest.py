"""A person at home in the account pages, and orders for people."""

import pytest

from tests import makers
from tests.shop.order.conftest import deliver_to, order_basket

PASSWORD = "mat-khau-thu"
#: What every text field must take: script, an emoji, e-mails in pieces (NFD), odd spaces.
ODD = "<script>alert(1)</script> 🌾 Nguye\u0302\u0303n\u00a0 Thi\u0323\u200b Lan"
TIDY = "<script>alert(1)</script> 🌾 Nguyễn Thị Lan"


@pytest.fixture
def person(db):
    """An account with both names, its address not proven yet."""
    return makers.user(email="lan@example.vn", phone="0912345678", first_name="Nguyễn Thị Lan")


@pytest.fixture
def home(client, person):
    """The browser of that person."""
    client.force_login(person)
    return client


@pytest.fixture
def order_for(db):
    """Return a function that places an order for an account, or for a guest with an e-mail."""
    ward = makers.commune()

    def _order(buyer=None, **told):
        made = makers.basket(makers.product(), owner=buyer)
        delivery = deliver_to(ward, **({"note": "Gọi trước"} | told))
        return order_basket(made, ward, buyer=buyer, delivery=delivery).order

    return _order
