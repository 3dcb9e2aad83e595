"""Killed with SIGKILL between any two steps, a payment by card is finished or given back: the books agree."""

from datetime import timedelta
from itertools import count

import pytest

from catalogue.clock import now
from shop.order.emails.payment import PAYMENT_RECEIVED
from shop.order.models import Order
from shop.order.payments.card.inbox import fetch_missed_events, process_due
from shop.order.payments.expiry import close_left_pages, expire_unpaid
from shop.order.payments.sending import send_due
from shop.payment.methods import CARD
from shop.payment.models import (
    EntryKind,
    LedgerEntry,
    Payment,
    PaymentAttempt,
    ProviderEvent,
    Refund,
)
from tests import makers
from tests.card_makers import attempt_of, emails_of, free_pieces, state_of
from tests.kills import killed_at_every_step
from tests.refund_makers import ask_for
from tests.shop.order.conftest import order_basket

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

FEWEST = 4  # moments; fewer mean that the steps are not seen


@pytest.fixture
def stage(peer):
    """Return a function that places another order of two pieces to be paid by card."""
    ward = makers.commune()

    def _stage() -> Order:
        product = makers.product(price=150_000, stock=5)
        return order_basket(makers.basket((product, 2)), ward, payment=CARD).order

    return _stage


def recover() -> None:
    """What the worker does by itself once it runs again, with all waiting over."""
    fetch_missed_events()
    for _turn in range(3):
        ProviderEvent.objects.update(due_at=now())
        Refund.objects.update(due_at=None)
        process_due()
        expire_unpaid()
        close_left_pages()
        send_due()


def books_agree(peer) -> None:
    """The company's books and ours name the same money, once."""
    got = {
        name: row["amount"]
        for name, row in peer.state.intents.items()
        if row["status"] == "succeeded"
    }
    gone = {name: row["amount"] for name, row in peer.state.refunds.items()}
    for kind, theirs in ((EntryKind.RECEIVED, got), (EntryKind.REFUNDED, gone)):
        ours = LedgerEntry.objects.filter(kind=kind).values_list("reference", "amount")
        assert {reference: int(amount) for reference, amount in ours} == theirs
    active = PaymentAttempt.objects.filter(status__in=["started", "open"])
    open_pages = sum(session["status"] == "open" for session in peer.state.sessions.values())
    assert open_pages == active.count()


def over(order) -> None:
    Payment.objects.filter(order=order).update(expires_at=now() - timedelta(seconds=1))


def test_starting_a_payment(stage, peer):
    turns = count()
    scene = {}
    scene["order"] = stage()
    for _moment in killed_at_every_step(lambda: attempt_of(scene["order"])):
        next(turns)
        order = scene["order"]
        attempt = attempt_of(order)
        assert PaymentAttempt.objects.filter(payment__order=order).count() == 1
        peer.state.pay(attempt.provider_reference)
        recover()
        assert state_of(order) == ("paid", "new")
        books_agree(peer)
        scene["order"] = stage()
    assert next(turns) >= FEWEST


def test_starting_a_payment_that_nobody_goes_on_with(stage, peer):
    turns, scene = count(), {"order": stage()}
    for _moment in killed_at_every_step(lambda: attempt_of(scene["order"])):
        next(turns)
        over(scene["order"])
        recover()
        assert state_of(scene["order"]) == ("expired", "cancelled")
        assert free_pieces(scene["order"]) == 5
        books_agree(peer)
        scene["order"] = stage()
    assert next(turns) >= FEWEST


def test_storing_and_applying_a_message(stage, peer, bring):
    def pay() -> Order:
        order = stage()
        peer.state.pay(attempt_of(order).provider_reference)
        scene["events"] = peer.delivery.collect()
        return order

    turns, scene = count(), {}
    scene["order"] = pay()
    mails = emails_of(PAYMENT_RECEIVED)
    for _moment in killed_at_every_step(lambda: bring(*scene["events"])):
        next(turns)
        recover()
        assert state_of(scene["order"]) == ("paid", "new")
        assert emails_of(PAYMENT_RECEIVED) == (mails := mails + 1)
        books_agree(peer)
        scene["order"] = pay()
    assert next(turns) >= FEWEST


@pytest.mark.parametrize("is_paid", [True, False], ids=["paid in the last second", "not paid"])
def test_ending_an_order(stage, peer, is_paid):
    def let_end() -> Order:
        order = stage()
        attempt = attempt_of(order)
        if is_paid:
            peer.state.pay(attempt.provider_reference)
        over(order)
        return order

    turns, scene = count(), {"order": let_end()}
    ended = ("paid", "new") if is_paid else ("expired", "cancelled")
    for _moment in killed_at_every_step(expire_unpaid):
        next(turns)
        recover()
        assert state_of(scene["order"]) == ended
        assert free_pieces(scene["order"]) == (3 if is_paid else 5)
        books_agree(peer)
        scene["order"] = let_end()
    assert next(turns) >= FEWEST


def test_refunding(stage, peer):
    def ask() -> Order:
        order = stage()
        peer.state.pay(attempt_of(order).provider_reference)
        recover()
        ask_for(order, 50_000)
        return order

    turns, scene = count(), {"order": ask()}
    for _moment in killed_at_every_step(send_due):
        next(turns)
        peer.state.answers.clear()  # as if the company had forgotten the keys
        recover()
        books_agree(peer)
        assert Refund.objects.filter(payment__order=scene["order"]).count() == 1
        scene["order"] = ask()
    assert next(turns) >= FEWEST
