"""Cards against the stand-in for Stripe: an order that waits, and messages brought by hand."""

import pytest
from django.test import Client

from shop.order.payments.card.inbox import process_due
from shop.payment.methods import CARD
from tests import makers
from tests.peers.stripe.delivery import sign
from tests.peers.stripe.server import SECRET

WEBHOOK = "/webhooks/stripe/"


def post_events(events) -> None:
    """Post signed events to the webhook, as Stripe does."""
    for event in events:
        body, signature = sign(event, SECRET)
        answer = Client().post(
            WEBHOOK,
            body,
            content_type="application/json",
            headers={"Stripe-Signature": signature},
        )
        assert answer.status_code == 200


@pytest.fixture
def card_order(place, peer):
    """A placed order of two pieces, of five there are, that is to be paid by card."""
    product = makers.product(price=150_000, stock=5)
    return place(makers.basket((product, 2)), payment=CARD).order


@pytest.fixture
def bring(peer):
    """Return a function that posts events to the webhook and lets the worker apply them."""

    def _bring(*events, work=True):
        post_events(events or peer.delivery.collect())
        return process_due() if work else ""

    return _bring
