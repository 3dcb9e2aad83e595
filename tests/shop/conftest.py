"""A buyer about to order: a client, an address, and the way through the checkout."""

import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client

from shop.basket.models import Line
from shop.mail.delivery import deliver
from tests import makers
from tests.peers.stripe import start_peer
from tests.peers.stripe.server import KEY, SECRET

TYPED = {
    "name": "Nguyễn Thị Sáu",
    "phone": "0912 345 678",
    "email": "sau@example.vn",
    "street": "12 ấp Phú Nhuận",
    "consent": "on",
    "data_consent": "on",
    "action": "review",
}


class Buyer:
    """Presses the buttons of the shop with Django's test client, as a browser without script."""

    def __init__(self, client, commune):
        self.client = client
        self.commune = commune

    def add(self, product, quantity=1, **extra):
        """Put a product into the basket and return the page that follows."""
        posted = {"quantity": quantity} | extra
        return self.client.post(f"/gio-hang/them/{product.pk}/", posted, follow=True)

    def pause(self):
        """Let a minute pass: what follows is no second half of a double click."""
        Line.objects.update(date_updated=F("date_updated") - timedelta(minutes=1))

    def basket(self):
        """Return what the basket page shows."""
        return self.client.get("/gio-hang/").context["shown"]

    def fill(self, **changed):
        """Send the checkout form and return the answer."""
        place = {"province": self.commune.province.code, "commune": self.commune.code}
        return self.client.post("/thanh-toan/", TYPED | place | changed)

    def review(self) -> dict[str, str]:
        """Open the review page and return its hidden fields and the way of paying that is ticked."""
        answer = self.client.get("/thanh-toan/xem-lai/")
        fields = re.findall(
            r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.content.decode()
        )
        sent = {name: value for name, value in fields if name != "csrfmiddlewaretoken"}
        chosen = answer.context["chosen"] if answer.context else ""
        return sent | ({"payment": chosen} if chosen else {})

    def place(self, fields):
        """Press the button."""
        return self.client.post("/thanh-toan/xem-lai/", fields)


@pytest.fixture
def commune(db):
    """A ward to deliver to."""
    return makers.commune()


@pytest.fixture
def emails_go(monkeypatch):
    """Let the worker send e-mails after every request."""
    request = Client.request

    def requested(client, **environ):
        answer = request(client, **environ)
        deliver()
        return answer

    monkeypatch.setattr(Client, "request", requested)


@pytest.fixture
def emails_sent():
    """`with emails_sent():` lets the worker send what was written down inside, as it ends."""

    @contextmanager
    def _sent():
        yield
        deliver()

    return _sent


@pytest.fixture
def buyer(client, commune):
    """A guest."""
    return Buyer(client, commune)


@pytest.fixture
def peer(settings):
    """A peer whose events wait until a test brings them."""
    running = start_peer()
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = KEY, SECRET
    settings.STRIPE_API_URL = running.url
    yield running
    running.stop()


def messages_of(answer) -> str:
    """Return all messages shown on a page, as one text."""
    return " ".join(str(message) for message in answer.context["messages"])
