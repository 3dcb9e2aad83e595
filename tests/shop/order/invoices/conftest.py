"""An order of two sellers, one of them a household that charges no VAT."""

import pytest

from shop.partner.models import Partner
from tests import makers
from tests.invoice_makers import PEER, InvoicePeer


@pytest.fixture
def order(place):
    """Three jars and a cake of a co-operative, tea of a household."""
    seller = makers.producer("Hợp tác xã Mật", tax_code="0100109106", address="Số 1, Vĩnh Long")
    house = makers.producer("Hộ Trà", tax_code="8012345678", address="Số 2, Vĩnh Long")
    jar = makers.product("Mật ong", price=185_001, stock=9, producer=seller)
    cake = makers.product("Bánh", price=70_001, stock=9, producer=seller)
    tea = makers.product("Chè", price=99_999, stock=9, producer=house)
    Partner.objects.filter(pk=house.partner_id).update(charges_vat=False)
    return place(makers.basket((jar, 3), (cake, 1), (tea, 2))).order


@pytest.fixture
def peer(settings, monkeypatch):
    """A lawful provider in place of the one that writes trial invoices."""
    settings.INVOICE_PROVIDER = PEER
    monkeypatch.setattr(InvoicePeer, "books", {})
    monkeypatch.setattr(InvoicePeer, "down", "")
    monkeypatch.setattr(InvoicePeer, "refuses", "")
    return InvoicePeer
