"""Messages of Stripe: signed, stored once, applied in any order and as often as one likes."""

import json
import random
import time
from datetime import timedelta

import pytest
from django.test import Client

from catalogue.clock import now, today
from catalogue.policies import sale_refusal
from shop.order.emails.payment import PAYMENT_RECEIVED
from shop.order.emails.seller import NEW_PRODUCER_ORDER
from shop.order.links import order_path
from shop.order.payments.card.inbox import fetch_missed_events, process_due, retry_events
from shop.order.payments.expiry import expire_order, expire_unpaid
from shop.order.payments.sending import send_due
from shop.partner.models import StockRecord
from shop.payment.models import (
    AttemptStatus,
    EventOutcome,
    LedgerEntry,
    Payment,
    PaymentAttempt,
    ProviderEvent,
    Refund,
)
from tests.card_makers import (
    attempt_of,
    emails_of,
    entries_of,
    free_pieces,
    state_of,
    total_of,
)
from tests.peers.stripe import Fault
from tests.peers.stripe.delivery import sign
from tests.peers.stripe.server import SECRET
from tests.shop.order.payments.card.conftest import WEBHOOK

pytestmark = pytest.mark.django_db


def send(body, signature, **more):
    return Client().post(
        WEBHOOK,
        body,
        content_type=more.get("content_type", "application/json"),
        headers={"Stripe-Signature": signature},
    )


def paid(card_order, peer):
    attempt = attempt_of(card_order)
    peer.state.pay(attempt.provider_reference)
    return attempt


def test_a_paid_page_pays_the_order_once(card_order, peer, bring):
    paid(card_order, peer)
    events = peer.delivery.collect() * 10
    random.shuffle(events)
    bring(*events)
    bring(*events)
    assert state_of(card_order) == ("paid", "new")
    assert entries_of(card_order) == [("received", total_of(card_order))]
    assert (emails_of(PAYMENT_RECEIVED), emails_of(NEW_PRODUCER_ORDER)) == (1, 1)
    assert PaymentAttempt.objects.get().status == AttemptStatus.SUCCEEDED
    assert ProviderEvent.objects.count() == 1


def test_nothing_of_cards_names_or_addresses_is_kept(card_order, peer, bring):
    paid(card_order, peer)
    bring(work=False)
    kept = json.dumps(ProviderEvent.objects.get().payload)
    assert "NGUYEN THI SAU" not in kept
    assert "@" not in kept


@pytest.mark.parametrize(
    "forge",
    [
        lambda event: (sign(event, SECRET)[0], sign(event, "whsec_other")[1]),
        lambda event: sign(event, SECRET, at=int(time.time()) - 3600),
        lambda event: (json.dumps(event).encode(), sign(event, SECRET)[1]),
        lambda event: (sign(event, SECRET)[0], ""),
        lambda event: (b"\xff\xfe", sign(event, SECRET)[1]),
        lambda event: (sign(event, SECRET)[0], "t=x,v1=y"),
    ],
    ids=["other secret", "old", "re-encoded", "unsigned", "no text", "no signature"],
)
def test_what_stripe_did_not_sign_is_refused_and_not_stored(card_order, peer, forge):
    paid(card_order, peer)
    (event,) = peer.delivery.collect()
    assert send(*forge(event)).status_code == 400
    assert not ProviderEvent.objects.exists()
    assert state_of(card_order) == ("awaiting", "awaiting_payment")


@pytest.mark.parametrize("body", [b"[]", b"{}", b'"x"', b'{"id": 1, "type": "x", "data": []}'])
def test_what_is_signed_but_no_event_is_refused(peer, db, body):
    from stripe import WebhookSignature

    signature = WebhookSignature.generate_signature_header(body.decode(), SECRET)
    assert send(body, signature).status_code == 400


def test_a_message_without_end_is_refused(peer, db):
    assert send(b"x" * 300_000, "t=1,v1=x").status_code == 413


def test_forms_and_other_methods_are_refused(peer, db):
    assert Client().get(WEBHOOK).status_code == 405
    assert Client().post(WEBHOOK, {"a": "b"}).status_code == 400


def test_messages_need_no_token_and_have_no_limit(peer, db):
    client = Client(enforce_csrf_checks=True)
    answers = {
        client.post(WEBHOOK, b"{}", content_type="application/json").status_code for _ in range(305)
    }
    assert answers == {400}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"amount_total": 1}, "1 ₫"),
        ({"amount_total": 31_800_000}, "31800000"),
        ({"currency": "usd"}, "usd"),
        ({"client_reference_id": "999"}, "999"),
        ({"metadata": {"order": "1", "attempt": "999999"}}, "đơn"),
    ],
    ids=["amount", "times 100", "currency", "order", "attempt"],
)
def test_what_does_not_fit_is_refused_and_listed(card_order, peer, bring, change, words):
    attempt = paid(card_order, peer)
    peer.state.sessions[attempt.provider_reference].update(change)
    bring()
    event = ProviderEvent.objects.get()
    assert event.outcome == EventOutcome.REFUSED
    assert words in event.problem
    assert entries_of(card_order) == []
    assert state_of(card_order) == ("awaiting", "awaiting_payment")


def test_a_refused_message_can_be_tried_again(card_order, peer, bring):
    attempt = paid(card_order, peer)
    session = peer.state.sessions[attempt.provider_reference]
    session["currency"] = "usd"
    bring()
    session["currency"] = "vnd"
    retry_events(ProviderEvent.objects.all())
    process_due()
    assert state_of(card_order) == ("paid", "new")


def test_while_stripe_is_away_messages_wait(card_order, peer, bring, clock):
    paid(card_order, peer)
    peer.state.faults.append(Fault("/v1/checkout", "500", times=9))
    assert bring()
    event = ProviderEvent.objects.get()
    assert (event.outcome, event.attempts) == (EventOutcome.PENDING, 1)
    peer.state.faults.clear()
    assert process_due() == ""
    assert state_of(card_order)[0] == "awaiting"
    clock.shift(timedelta(minutes=1))
    process_due()
    assert state_of(card_order) == ("paid", "new")


def test_a_message_that_never_came_is_asked_for(card_order, peer):
    paid(card_order, peer)
    peer.delivery.collect()
    assert (fetch_missed_events(), fetch_missed_events()) == (1, 0)
    process_due()
    assert state_of(card_order) == ("paid", "new")


def test_a_page_that_ended_ends_the_attempt_and_not_the_order(card_order, peer, bring):
    attempt = attempt_of(card_order)
    peer.state.expire(attempt.provider_reference)
    bring()
    assert PaymentAttempt.objects.get().status == AttemptStatus.EXPIRED
    assert state_of(card_order) == ("awaiting", "awaiting_payment")
    assert attempt_of(card_order).number == 2


def test_a_slow_bank_keeps_the_order_and_pays_it(card_order, peer, bring):
    attempt = attempt_of(card_order)
    peer.state.pay_later(attempt.provider_reference)
    bring()
    assert state_of(card_order) == ("awaiting", "awaiting_payment")
    assert Payment.objects.get().expires_at > now() + timedelta(days=2)
    peer.state.decide(attempt.provider_reference, paid=True)
    bring()
    assert state_of(card_order) == ("paid", "new")


def test_a_slow_bank_that_refuses_lets_the_buyer_try_again(card_order, peer, bring):
    attempt = attempt_of(card_order)
    peer.state.pay_later(attempt.provider_reference)
    peer.state.decide(attempt.provider_reference, paid=False)
    events = peer.delivery.collect()
    bring(*reversed(events))
    assert PaymentAttempt.objects.get().status == AttemptStatus.FAILED
    assert attempt_of(card_order).number == 2


def late(card_order, peer):
    """Money that comes although the order has ended: the page was not closed in time."""
    attempt = attempt_of(card_order)
    peer.state.pay(attempt.provider_reference)
    PaymentAttempt.objects.update(status=AttemptStatus.EXPIRED)
    Payment.objects.update(expires_at=now() - timedelta(seconds=1))
    assert expire_order(order_id=card_order.pk)
    assert state_of(card_order) == ("expired", "cancelled")


def test_late_money_takes_the_order_up_again_where_the_goods_are_there(card_order, peer, bring):
    late(card_order, peer)
    bring(*peer.delivery.collect() * 3)
    assert state_of(card_order) == ("paid", "new")
    assert free_pieces(card_order) == 3
    assert (emails_of(PAYMENT_RECEIVED), emails_of(NEW_PRODUCER_ORDER)) == (1, 1)
    assert not Refund.objects.exists()


def test_late_money_goes_back_where_the_goods_are_gone(card_order, peer, bring):
    late(card_order, peer)
    StockRecord.objects.update(num_in_stock=1)
    bring(*peer.delivery.collect() * 3)
    refund = Refund.objects.get()
    assert (refund.reason, int(refund.amount)) == ("paid_late", total_of(card_order))
    send_due()
    bring()
    assert state_of(card_order) == ("refunded", "cancelled")
    assert [row["amount"] for row in peer.state.refunds.values()] == [total_of(card_order)]
    assert LedgerEntry.objects.count() == 2


def test_a_certificate_revoked_while_the_buyer_pays_leaves_the_order_as_it_was_shown(
    client, card_order, peer, bring
):
    product = card_order.lines.get().product
    paid(card_order, peer)
    product.certificates.update(revoked_on=today(), revocation_ground="b")
    bring()
    assert state_of(card_order) == ("paid", "new")
    assert card_order.lines.get().snapshot.stars == 4
    page = client.get(order_path(card_order)).content.decode().replace("\xa0", " ")
    assert "Chứng nhận OCOP 4 sao" in page
    assert sale_refusal(product)


def test_late_money_for_goods_whose_certificate_was_revoked_goes_back(card_order, peer, bring):
    late(card_order, peer)
    card_order.lines.get().product.certificates.update(revoked_on=today(), revocation_ground="b")
    bring(*peer.delivery.collect() * 3)
    assert state_of(card_order)[1] == "cancelled"
    assert [int(refund.amount) for refund in Refund.objects.all()] == [total_of(card_order)]


def test_expiry_and_money_in_either_order_leave_one_truth(card_order, peer, bring):
    attempt = paid(card_order, peer)
    Payment.objects.update(expires_at=now() - timedelta(seconds=1))
    assert expire_unpaid() == 0
    bring()
    assert attempt.pk == PaymentAttempt.objects.get().pk
    assert state_of(card_order) == ("paid", "new")
