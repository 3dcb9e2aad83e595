"""A small shop that a browser can walk through."""

from threading import Lock
from types import SimpleNamespace

import pytest
from django.core.handlers.wsgi import WSGIHandler

from catalogue.places import forget_index
from tests import makers
from tests.house.conftest import lay_floor
from tests.peers.stripe import start_peer
from tests.peers.stripe.server import KEY, SECRET

TEA = "Chè Shan tuyết Suối Giàng"


@pytest.fixture
def shop(live_server, transactional_db):
    """The floor of every kind of product, two more on sale elsewhere, and a ward to deliver to."""
    forget_index()
    floor = lay_floor()
    south = makers.province("Cà Mau", code="96")
    cooperative = makers.producer("Hợp tác xã U Minh", province=south)
    makers.product("Tôm khô Rạch Gốc", producer=cooperative, stars=5, price=450_000)
    makers.product("Mật ong rừng tràm", producer=cooperative, stars=3, price=210_000)
    ward = makers.commune("Tân Phong", of=floor.province)
    yield SimpleNamespace(floor=floor, ward=ward)
    forget_index()


@pytest.fixture
def stall(live_server, transactional_db):
    """Tea and honey on sale and a ward to deliver to: all that buying takes."""
    forget_index()
    tea = makers.product(TEA, price=90_000, stock=5)
    honey = makers.product("Mật ong rừng tràm", price=210_000, stock=5)
    yield SimpleNamespace(tea=tea, honey=honey, ward=makers.commune("Tân Phong"))
    forget_index()


@pytest.fixture
def in_turn(monkeypatch):
    """Answer one request after the other: on SQLite all threads of the server share a connection.

    What happens at the very same moment is tested where the database has locks for it.
    """
    turn, answer = Lock(), WSGIHandler.get_response

    def get_response(self, request):
        with turn:
            return answer(self, request)

    monkeypatch.setattr(WSGIHandler, "get_response", get_response)


@pytest.fixture
def peer(live_server, settings, in_turn):
    """The card company's page on this machine; its messages come to the shop that is tested."""
    running = start_peer(webhook=f"{live_server.url}/webhooks/stripe/")
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = KEY, SECRET
    settings.STRIPE_API_URL, settings.SITE_URL = running.url, live_server.url
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": policy | {"form-action": ["'self'", running.url]}
    }
    yield running
    running.stop()
