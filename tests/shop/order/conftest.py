"""Placing an order straight through the service."""

from uuid import uuid4

import pytest

from shop.order.quote import Delivery, make_quote
from shop.order.services import Consent, place_order
from shop.payment.methods import CASH_ON_DELIVERY
from tests import makers

COD = CASH_ON_DELIVERY


def deliver_to(commune, **changed) -> Delivery:
    """A delivery to that commune."""
    facts = {
        "name": "Nguyễn Thị Sáu",
        "phone": "+84912345678",
        "email": "sau@example.vn",
        "street": "12 ấp Phú Nhuận",
        "note": "",
    }
    return Delivery(commune=commune, province=commune.province, **(facts | changed))


def order_basket(basket, commune, **changed):
    """Review a basket and place it; `changed` overrides what place_order is given."""
    delivery = changed.pop("delivery", None) or deliver_to(commune)
    basket.forget_lines()
    facts = {
        "basket": basket,
        "delivery": delivery,
        "payment": COD,
        "token": uuid4(),
        "consent": Consent("Tôi đồng ý."),
    }
    if "reviewed" not in changed:
        facts["reviewed"] = make_quote(basket=basket, delivery=delivery).fingerprint
    return place_order(**(facts | changed))


@pytest.fixture
def place(db):
    """Return a function that places a basket; the address is a ward of Vĩnh Long."""
    commune = makers.commune()

    def _place(basket, **changed):
        return order_basket(basket, commune, **changed)

    _place.commune = commune
    return _place
