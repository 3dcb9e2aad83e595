"""An attempt stands in the database before Stripe is asked, and there are never two."""

from datetime import timedelta

import pytest

from catalogue.clock import now
from shop.order.exceptions import PaymentRefused
from shop.order.links import order_token
from shop.order.payments.expiry import close_left_pages, end_unpaid, expire_unpaid
from shop.payment.methods import CARD_LIMIT
from shop.payment.models import AttemptStatus, Payment, PaymentAttempt
from tests import makers
from tests.card_makers import attempt_of, entries_of, free_pieces, session_of, state_of, total_of
from tests.peers.stripe import Fault

pytestmark = pytest.mark.django_db

SESSIONS = "/v1/checkout/sessions"


def created(peer):
    return [
        sent
        for method, path, sent, _key in peer.state.requests
        if (method, path) == ("POST", SESSIONS)
    ]


def let_time_pass(order):
    Payment.objects.filter(order=order).update(expires_at=now() - timedelta(seconds=1))


def test_stripe_is_asked_for_whole_dong_in_the_language_of_the_order(card_order, peer):
    attempt = attempt_of(card_order)
    (sent,) = created(peer)
    price = sent["line_items"][0]["price_data"]
    assert (price["unit_amount"], price["currency"]) == (str(total_of(card_order)), "vnd")
    assert (sent["mode"], sent["locale"]) == ("payment", "vi")
    assert sent["client_reference_id"] == card_order.number
    assert sent["metadata"] == {"order": card_order.number, "attempt": str(attempt.pk)}
    assert sent["success_url"].endswith(f"/don-hang/{order_token(card_order)}/thanh-toan/ket-qua/")
    assert "{CHECKOUT_SESSION_ID}" not in sent["success_url"]
    assert int(sent["expires_at"]) >= (now() + timedelta(minutes=30)).timestamp()
    assert peer.state.requests[0][3] == attempt.idempotency_key
    assert attempt.url.startswith(peer.url)


def test_an_open_page_is_used_again(card_order, peer):
    assert attempt_of(card_order).pk == attempt_of(card_order).pk
    assert len(created(peer)) == 1


def test_the_goods_are_kept_for_as_long_as_the_page_is_open(card_order, peer):
    Payment.objects.update(expires_at=now() + timedelta(minutes=5))
    attempt = attempt_of(card_order)
    payment = Payment.objects.get()
    assert payment.expires_at == attempt.expires_at >= now() + timedelta(minutes=30)


@pytest.mark.parametrize("kind", ["500", "429", "drop"])
def test_a_provider_in_trouble_loses_nothing(card_order, peer, kind):
    peer.state.faults.append(Fault(SESSIONS, kind, times=9))
    with pytest.raises(PaymentRefused, match="giữ"):
        attempt_of(card_order)
    assert state_of(card_order) == ("awaiting", "awaiting_payment")
    peer.state.faults.clear()
    assert attempt_of(card_order).status == AttemptStatus.OPEN
    assert PaymentAttempt.objects.count() == 1


def test_an_answer_that_was_lost_is_asked_for_with_the_same_key(card_order, peer):
    peer.state.faults.append(Fault(SESSIONS, "lost", times=9))
    with pytest.raises(PaymentRefused):
        attempt_of(card_order)
    peer.state.faults.clear()
    attempt = attempt_of(card_order)
    assert list(peer.state.sessions) == [attempt.provider_reference]


def test_what_stripe_refuses_for_good_ends_the_attempt_and_not_the_order(place, peer):
    order = place(makers.basket(makers.product(price=1000)), payment=card()).order
    Payment.objects.update()
    order.lines.update(line_price_incl_tax=1000)
    order.producer_orders.update(shipping_cost=0, shipping_tax=0)
    type(order).objects.update(total_incl_tax=1000)
    with pytest.raises(PaymentRefused):
        attempt_of(order)
    attempt = PaymentAttempt.objects.get()
    assert attempt.status == AttemptStatus.FAILED
    assert "50 cents" in attempt.error
    assert state_of(order) == ("awaiting", "awaiting_payment")


def card():
    from shop.payment.methods import CARD

    assert CARD_LIMIT == 99_999_999
    return CARD


def test_another_sum_closes_the_page_and_opens_another(card_order, peer):
    first = attempt_of(card_order)
    PaymentAttempt.objects.update(amount=first.amount - 1000)
    peer.state.sessions[first.provider_reference]["amount_total"] -= 1000
    second = attempt_of(card_order)
    assert second.pk != first.pk
    assert peer.state.sessions[first.provider_reference]["status"] == "expired"


def test_an_order_that_is_over_is_not_paid(card_order, peer):
    let_time_pass(card_order)
    with pytest.raises(PaymentRefused):
        attempt_of(card_order)
    assert created(peer) == []


def test_the_page_is_closed_before_the_goods_are_free(card_order, peer):
    attempt = attempt_of(card_order)
    let_time_pass(card_order)
    assert expire_unpaid() == 1
    assert peer.state.sessions[attempt.provider_reference]["status"] == "expired"
    assert state_of(card_order) == ("expired", "cancelled")
    assert free_pieces(card_order) == 5


def test_nothing_ends_while_stripe_does_not_answer(card_order, peer):
    attempt_of(card_order)
    let_time_pass(card_order)
    peer.state.faults.append(Fault(SESSIONS, "drop", times=9))
    assert expire_unpaid() == 0
    assert state_of(card_order) == ("awaiting", "awaiting_payment")
    peer.state.faults.clear()
    assert expire_unpaid() == 1


def test_money_that_comes_in_the_last_second_pays_the_order(card_order, peer):
    attempt = attempt_of(card_order)
    let_time_pass(card_order)
    peer.state.pay(attempt.provider_reference)
    assert not end_unpaid(card_order.pk)
    assert state_of(card_order) == ("paid", "new")


def test_a_page_nobody_heard_of_is_found_and_closed(card_order, peer):
    peer.state.faults.append(Fault(SESSIONS, "lost", times=9))
    with pytest.raises(PaymentRefused):
        attempt_of(card_order)
    peer.state.faults.clear()
    let_time_pass(card_order)
    assert expire_unpaid() == 1
    assert {session["status"] for session in peer.state.sessions.values()} == {"expired"}


def test_the_page_of_a_cancelled_order_is_closed(card_order, peer):
    from shop.order.fulfilment import cancel_producer_orders

    attempt = attempt_of(card_order)
    keys = set(card_order.producer_orders.values_list("pk", flat=True))
    cancel_producer_orders(order=card_order, producer_orders=keys, reason="changed_mind")
    assert close_left_pages() == 1
    assert peer.state.sessions[session_of(peer, attempt)]["status"] == "expired"
    assert entries_of(card_order) == []
