"""Refunds from the first step to the last, over HTTP against the stand-in for Stripe.

The peer brings each message three times, in any order, to the running shop; both sides' books are
held against each other at the end.
"""

import time
from contextlib import contextmanager
from threading import Thread

import pytest
from django.db import connection

from catalogue.clock import now
from shop.order.fulfilment import cancel_producer_orders
from shop.order.payments.card.inbox import process_due
from shop.order.payments.reconciliation.report import reconcile
from shop.order.payments.sending import retry_refund, send_due
from shop.payment.card import client
from shop.payment.ledger import balance_of
from shop.payment.methods import CARD
from shop.payment.models import EntryKind, LedgerEntry, ProviderEvent, Refund
from tests import makers
from tests.card_makers import attempt_of, emails_of, entries_of, state_of, total_of
from tests.peers.stripe import Fault, start_peer
from tests.peers.stripe.server import KEY, SECRET
from tests.peers.stripe.state import LOST_REFUND, SLOW_REFUND, SUCCESS
from tests.refund_makers import ask_for
from tests.shop.order.conftest import order_basket

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

COPIES = 3
#: Seconds until a message that was sent has surely come.
PATIENCE = 20


@pytest.fixture
def peer(settings, live_server):
    """A peer that brings its messages to the running shop by itself, three times and shuffled."""
    running = start_peer(webhook=f"{live_server.url}/webhooks/stripe/")
    running.delivery.copies, running.delivery.shuffled = COPIES, True
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = KEY, SECRET
    settings.STRIPE_API_URL = running.url
    client._client.cache_clear()
    yield running
    running.stop()
    client._client.cache_clear()


@pytest.fixture
def settle(peer):
    """Return a function that waits for all messages and applies them, as the worker does."""

    def _settle():
        until = time.monotonic() + PATIENCE
        while ProviderEvent.objects.count() < len(peer.state.events):
            assert time.monotonic() < until, "a message never came"
            time.sleep(0.02)
        ProviderEvent.objects.filter(outcome="pending").update(due_at=now())
        assert process_due() == ""

    return _settle


@pytest.fixture
def paid(peer, settle):
    """Return a function that pays an order of two sellers with a card."""

    def _paid(card=SUCCESS):
        goods = [(makers.product(price=price, stock=9), 3) for price in (50_000, 33_333)]
        order = order_basket(makers.basket(*goods), makers.commune(), payment=CARD).order
        peer.state.pay(attempt_of(order).provider_reference, card)
        settle()
        assert state_of(order)[0] == "paid"
        return order

    return _paid


def cancel(order, *keys):
    keys = set(keys) or set(order.producer_orders.values_list("pk", flat=True))
    cancel_producer_orders(order=order, producer_orders=keys, reason="other")


def send_again() -> str:
    Refund.objects.update(due_at=None)
    return send_due()


def books_agree(peer) -> None:
    """What went back at Stripe is what our ledger says, refund by refund; nothing is left to judge."""
    gone = {
        name: row["amount"] for name, row in peer.state.refunds.items() if row["status"] != "failed"
    }
    ours = LedgerEntry.objects.filter(kind=EntryKind.REFUNDED)
    came_back = LedgerEntry.objects.filter(kind=EntryKind.REFUND_FAILED).values("reference")
    kept = ours.exclude(reference__in=came_back).values_list("reference", "amount")
    assert {reference: int(amount) for reference, amount in kept} == gone
    assert reconcile(is_check=True)[0] == []


def test_the_whole_of_an_order(paid, peer, settle):
    order = paid()
    cancel(order)
    assert send_due() == ""
    settle()
    assert state_of(order) == ("refunded", "cancelled")
    assert entries_of(order)[1:] == [("refunded", total_of(order))]
    assert emails_of("refund_sent") == 1
    books_agree(peer)


def test_a_part_then_a_parcel_then_the_rest(paid, peer, settle):
    order = paid()
    first, second = order.producer_orders.order_by("pk")
    ask_for(order, 20_001)
    send_due()
    settle()
    cancel(order, second.pk)
    send_due()
    settle()
    assert state_of(order)[0] == "partly_refunded"
    cancel(order, first.pk)
    send_due()
    settle()
    assert state_of(order)[0] == "refunded"
    assert balance_of(order.payment).refunded == total_of(order)
    assert len(peer.state.refunds) == 3
    books_agree(peer)


def test_one_that_the_bank_decides_on_later(paid, peer, settle):
    order = paid(SLOW_REFUND)
    cancel(order)
    send_due()
    settle()
    assert send_again() == ""  # asks how far it is, and asks for no second one
    assert Refund.objects.get().status == "sending"
    assert entries_of(order)[1:] == []
    (name,) = peer.state.refunds
    peer.state.decide_refund(name, status="succeeded")
    settle()
    assert state_of(order)[0] == "refunded"
    books_agree(peer)


def test_one_that_fails_later_goes_again_by_a_key_of_its_own(paid, peer, settle):
    order = paid(SLOW_REFUND)
    cancel(order)
    send_due()
    settle()
    (name,) = peer.state.refunds
    peer.state.decide_refund(name, status="failed")
    settle()
    failed = Refund.objects.get()
    assert (failed.status, state_of(order)[0]) == ("failed", "paid")
    assert emails_of("refund_failed") == 1
    retry_refund(refund=failed)
    send_due()
    _first, second = peer.state.refunds
    peer.state.decide_refund(second, status="succeeded")
    settle()
    assert state_of(order)[0] == "refunded"
    keys = [key for method, path, _sent, key in peer.state.requests if (method, path) == POSTED]
    assert len(set(keys)) == len(keys) == 2
    books_agree(peer)


def test_one_that_fails_at_once_is_listed(paid, peer, settle):
    order = paid(LOST_REFUND)
    cancel(order)
    send_due()
    settle()
    assert Refund.objects.get().status == "failed"
    assert balance_of(order.payment).refunded == 0
    assert [finding.kind for finding in reconcile(is_check=True)[0]] == ["refund_failed"]


POSTED = ("POST", "/v1/refunds")


def test_one_whose_answer_comes_too_late_is_made_once(paid, peer, settle, monkeypatch):
    order = paid()
    monkeypatch.setattr(client, "TIMEOUT", (1.0, 0.3))
    client._client.cache_clear()
    cancel(order)
    peer.state.faults.append(Fault("/v1/refunds", "slow", times=2, seconds=1.0, method="POST"))
    assert send_due() == "ProviderUnavailable"
    assert Refund.objects.get().status == "sending"
    peer.state.answers.clear()  # as if Stripe had forgotten the key
    assert send_again() == ""
    settle()
    assert len(peer.state.refunds) == 1
    assert state_of(order)[0] == "refunded"
    books_agree(peer)


@contextmanager
def in_the_background(act):
    """Do it on a connection of its own beside the block, and wait for its end."""

    def run():
        try:
            act()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        thread.join(PATIENCE)


def test_one_whose_message_is_faster_than_its_answer(paid, peer, settle):
    order = paid()
    cancel(order)
    peer.state.faults.append(Fault("/v1/refunds", "slow", seconds=2.0, method="POST"))
    with in_the_background(send_due):
        while not peer.state.refunds:
            time.sleep(0.02)
        settle()
        assert Refund.objects.get().status == "sent"
    assert Refund.objects.get().status == "sent"
    assert entries_of(order)[1:] == [("refunded", total_of(order))]
    assert emails_of("refund_sent") == 1
    books_agree(peer)


def test_all_messages_once_more_change_nothing(paid, peer, settle):
    order = paid()
    cancel(order)
    send_due()
    settle()
    before = entries_of(order)
    for event in list(peer.state.events):
        again = event | {"id": peer.state.name("evt")}  # told anew, under another name
        peer.state.events.append(again)
        peer.delivery.take(again)
    settle()
    assert entries_of(order) == before
    assert emails_of("refund_sent") == 1
    books_agree(peer)
