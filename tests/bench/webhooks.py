"""Ten thousand messages of a card company, shuffled and repeated: one effect each, how many a second.

`python -m tests.bench.webhooks [--write]`, on PostgreSQL with `.ci/with-postgres`.
"""

import os
import random
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings.test"

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment

from shop.order.payments.attempts import start_attempt
from shop.order.payments.card.inbox import process_due
from shop.payment.methods import CARD
from shop.payment.models import LedgerEntry, Payment, ProviderEvent
from tests import makers
from tests.bench.section import Section, parser
from tests.peers.stripe import start_peer
from tests.peers.stripe.delivery import sign
from tests.peers.stripe.server import KEY, SECRET
from tests.shop.order.conftest import order_basket

WEBHOOK = "/webhooks/stripe/"


def main() -> None:
    """Place orders, pay them all, deliver every message several times in any order, apply, compare."""
    made = parser(__doc__)
    made.add_argument("--orders", type=int, default=200)
    made.add_argument("--deliveries", type=int, default=10_000)
    chosen = made.parse_args()
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)
    peer = start_peer()
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = KEY, SECRET
    settings.STRIPE_API_URL = peer.url
    try:
        section = Section("webhooks", "Messages of a card company")
        section.say()
        section.say(_measure(peer, chosen.orders, chosen.deliveries))
        if chosen.write:
            section.write()
    finally:
        peer.stop()
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def _measure(peer, orders: int, deliveries: int) -> str:
    ward, product = makers.commune(), makers.product(price=150_000, stock=10 * orders)
    for _number in range(orders):
        order = order_basket(makers.basket(product), ward, payment=CARD).order
        attempt = start_attempt(order=order, method=CARD)
        peer.state.pay(attempt.provider_reference)
    events = peer.delivery.collect()
    copies = (events * (deliveries // len(events) + 1))[:deliveries]
    random.Random(1).shuffle(copies)
    signed = [sign(event, SECRET) for event in copies]
    client = Client()
    began = time.perf_counter()
    for body, signature in signed:
        headers = {"Stripe-Signature": signature}
        answer = client.post(WEBHOOK, body, content_type="application/json", headers=headers)
        assert answer.status_code == 200
    stored = time.perf_counter() - began
    began = time.perf_counter()
    while ProviderEvent.objects.filter(outcome="pending").exists():
        assert process_due() == ""
    applied = time.perf_counter() - began
    paid = Payment.objects.filter(status="paid").count()
    assert (LedgerEntry.objects.count(), paid) == (orders, orders)
    return (
        f"{deliveries:,} deliveries of {len(events):,} messages, shuffled and repeated, on "
        f"{connection.vendor}: {deliveries / stored:,.0f} a second checked and stored; "
        f"{len(events) / applied:,.0f} a second applied with their orders, ledger and e-mails; "
        f"{paid:,} orders paid once each."
    )


if __name__ == "__main__":
    main()
