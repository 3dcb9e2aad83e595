"""Refunds and disputes of cards."""

import pytest

from shop.order.emails.dispute import DISPUTE_OPENED
from shop.order.payments.sending import send_due
from shop.payment.models import Dispute, EventOutcome, ProviderEvent, Refund, RefundStatus
from tests.card_makers import attempt_of, emails_of, entries_of, state_of, total_of
from tests.peers.stripe import Fault
from tests.peers.stripe.state import LOST_REFUND, SLOW_REFUND, SUCCESS
from tests.refund_makers import ask_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid_order(card_order, peer, bring):
    """Return a function that pays the order with a card."""

    def _paid(card=SUCCESS):
        peer.state.pay(attempt_of(card_order).provider_reference, card)
        bring()
        return card_order

    return _paid


def test_a_refund_goes_back_to_the_card_once(paid_order, peer, bring):
    order = paid_order()
    refund = ask_for(order, 50_000)
    send_due()
    bring(*peer.delivery.collect() * 3)
    refund.refresh_from_db()
    assert refund.status == RefundStatus.SENT
    assert entries_of(order)[1:] == [("refunded", 50_000)]
    (sent,) = [
        sent for _m, path, sent, _k in peer.state.requests if path == "/v1/refunds" and _m == "POST"
    ]
    assert (sent["amount"], sent["metadata"]) == ("50000", {"refund": refund.idempotency_key})


@pytest.mark.parametrize("kind", ["lost", "500", "429", "drop"])
def test_a_refund_whose_answer_was_lost_is_not_made_twice(paid_order, peer, bring, kind):
    order = paid_order()
    ask_for(order, 50_000)
    peer.state.faults.append(Fault("/v1/refunds", kind, times=9, method="POST"))
    assert send_due()
    peer.state.faults.clear()
    peer.state.answers.clear()  # Stripe forgets keys after a day
    Refund.objects.update(due_at=None)
    send_due()
    bring()
    assert len(peer.state.refunds) == 1
    assert entries_of(order)[1:] == [("refunded", 50_000)]


def test_a_refund_under_way_waits_for_its_message(paid_order, peer, bring):
    order = paid_order(SLOW_REFUND)
    refund = ask_for(order, 50_000)
    send_due()
    bring()
    assert entries_of(order)[1:] == []
    (name,) = peer.state.refunds
    peer.state.decide_refund(name, status="succeeded")
    bring()
    refund.refresh_from_db()
    assert (refund.status, refund.provider_reference) == (RefundStatus.SENT, name)
    assert entries_of(order)[1:] == [("refunded", 50_000)]


def test_a_refund_that_comes_back_is_written_down(paid_order, peer, bring):
    order = paid_order(SLOW_REFUND)
    refund = ask_for(order, 50_000)
    send_due()
    (name,) = peer.state.refunds
    peer.state.decide_refund(name, status="succeeded")
    bring()
    peer.state.decide_refund(name, status="failed")
    bring(*peer.delivery.collect() * 2)
    refund.refresh_from_db()
    assert refund.status == RefundStatus.FAILED
    assert entries_of(order)[1:] == [("refunded", 50_000), ("refund_failed", 50_000)]


def test_a_refund_that_fails_at_once_moves_no_money(paid_order, peer, bring):
    order = paid_order(LOST_REFUND)
    refund = ask_for(order, 50_000)
    send_due()
    bring()
    refund.refresh_from_db()
    assert refund.status == RefundStatus.FAILED
    assert entries_of(order)[1:] in ([], [("refunded", 50_000), ("refund_failed", 50_000)])


def test_a_refund_made_at_stripe_by_hand_stands_in_the_ledger(paid_order, peer, bring):
    order = paid_order()
    (intent,) = peer.state.intents
    peer.state.refund({"payment_intent": intent, "amount": "70000"})
    bring(*peer.delivery.collect() * 3)
    assert entries_of(order)[1:] == [("refunded", 70_000)]


def test_a_refund_of_money_that_is_not_ours_is_refused(card_order, peer, bring):
    attempt = attempt_of(card_order)
    peer.state.pay(attempt.provider_reference)
    peer.delivery.collect()
    (intent,) = peer.state.intents
    peer.state.refund({"payment_intent": intent, "amount": "70000"})
    bring()
    assert {event.outcome for event in ProviderEvent.objects.all()} == {EventOutcome.REFUSED}
    assert entries_of(card_order) == []


def test_a_dispute_takes_the_money_and_tells_the_shop_once(paid_order, peer, bring):
    order = paid_order()
    (intent,) = peer.state.intents
    peer.state.dispute(intent)
    bring(*reversed(peer.delivery.collect() * 2))
    assert entries_of(order)[1:] == [("charged_back", total_of(order))]
    assert state_of(order)[0] == "charged_back"
    assert emails_of(DISPUTE_OPENED) == 1


def test_a_dispute_that_is_won_brings_it_back(paid_order, peer, bring):
    order = paid_order()
    (intent,) = peer.state.intents
    dispute = peer.state.dispute(intent)
    bring()
    peer.state.close_dispute(dispute["id"], won=True)
    bring(*reversed(peer.delivery.collect()))
    assert entries_of(order)[1:] == [
        ("charged_back", total_of(order)),
        ("chargeback_won", total_of(order)),
    ]
    assert state_of(order)[0] == "paid"


def test_a_dispute_is_kept_with_the_day_of_the_answer_and_its_end(paid_order, peer, bring):
    order = paid_order()
    (intent,) = peer.state.intents
    told = peer.state.dispute(intent)
    bring()
    dispute = Dispute.objects.unanswered().get(payment__order=order)
    assert dispute.answer_by.timestamp() == told["evidence_details"]["due_by"]
    peer.state.close_dispute(told["id"], won=False)
    bring(*reversed(peer.delivery.collect() * 2))
    dispute.refresh_from_db()
    assert dispute.status == "lost"
    assert entries_of(order)[1:] == [("charged_back", total_of(order))]


def test_a_warning_takes_no_money(paid_order, peer, bring):
    order = paid_order()
    (intent,) = peer.state.intents
    peer.state.dispute(intent, "warning_needs_response")
    bring()
    assert entries_of(order)[1:] == []
    assert emails_of(DISPUTE_OPENED) == 1
