"""The button that leads to Stripe and the page one comes back to."""

import pytest
from django.urls import reverse

from shop.order.emails.payment import PAYMENT_RECEIVED
from shop.order.emails.seller import NEW_PRODUCER_ORDER
from shop.order.links import order_token, payer_token
from shop.order.payments.sending import send_due
from shop.payment.models import AttemptStatus, Payment, PaymentAttempt, PaymentStatus
from tests.card_makers import attempt_of, emails_of, entries_of, state_of, total_of
from tests.peers.stripe import Fault
from tests.shop.conftest import messages_of

pytestmark = pytest.mark.django_db


def path(order, name):
    return reverse(f"orders:{name}", kwargs={"token": order_token(order)})


def test_the_button_leads_to_stripe(client, card_order, peer):
    answer = client.post(path(card_order, "pay-card"))
    assert answer.status_code == 303
    assert answer["Location"] == PaymentAttempt.objects.get().url


def test_a_stray_visitor_is_led_to_the_page_of_the_payment(client, card_order):
    assert client.get(path(card_order, "pay-card"))["Location"] == path(card_order, "pay")


def test_a_silent_provider_is_told_to_the_buyer(client, card_order, peer):
    peer.state.faults.append(Fault("/v1/checkout", "drop", times=9))
    answer = client.post(path(card_order, "pay-card"), follow=True)
    assert "chưa bị trừ tiền" in messages_of(answer)
    assert state_of(card_order) == ("awaiting", "awaiting_payment")


def test_the_page_after_paying_asks_stripe_and_thanks(client, card_order, peer):
    peer.state.pay(attempt_of(card_order).provider_reference)
    answer = client.get(path(card_order, "paid-return"), follow=True)
    assert "Cảm ơn bạn" in messages_of(answer)
    assert state_of(card_order) == ("paid", "new")


def test_the_page_after_paying_thanks_where_the_message_was_here_first(
    client, card_order, peer, bring
):
    peer.state.pay(attempt_of(card_order).provider_reference)
    bring(*peer.delivery.collect() * 10)
    before = len(peer.state.requests)
    for _turn in range(2):
        answer = client.get(path(card_order, "paid-return"), follow=True)
        assert "Cảm ơn bạn" in messages_of(answer)
    assert len(peer.state.requests) == before
    assert entries_of(card_order) == [("received", total_of(card_order))]
    assert (emails_of(PAYMENT_RECEIVED), emails_of(NEW_PRODUCER_ORDER)) == (1, 1)


def test_an_order_cancelled_while_its_buyer_pays_gives_the_money_back(
    client, card_order, peer, bring
):
    attempt = attempt_of(card_order)
    cancelled = client.post(
        path(card_order, "cancel"),
        {"parcels": [row.pk for row in card_order.producer_orders.all()], "reason": "changed_mind"},
    )
    assert cancelled.status_code == 302
    peer.state.pay(attempt.provider_reference)
    bring()
    send_due()
    bring()
    assert state_of(card_order) == ("refunded", "cancelled")
    assert [row["amount"] for row in peer.state.refunds.values()] == [total_of(card_order)]


@pytest.mark.parametrize("claim", ["?paid=1", "?redirect_status=succeeded&session_id=cs_1"])
def test_an_address_pays_nothing(client, card_order, peer, claim):
    attempt_of(card_order)
    answer = client.get(path(card_order, "paid-return") + claim)
    assert "chờ xác nhận" in answer.content.decode()
    assert card_order.payment.status == PaymentStatus.AWAITING


def test_stripe_is_asked_once_however_often_the_page_is_loaded(client, card_order, peer):
    attempt_of(card_order)
    before = len(peer.state.requests)
    for _turn in range(3):
        client.get(path(card_order, "paid-return"))
    assert len(peer.state.requests) == before + 1


def test_while_stripe_is_silent_the_page_waits(client, card_order, peer):
    attempt_of(card_order)
    peer.state.faults.append(Fault("/v1/checkout", "500", times=9))
    page = client.get(path(card_order, "paid-return"))
    assert page.status_code == 200
    assert "waiting.js" in page.content.decode()


def test_a_page_that_ended_offers_another_try(client, card_order, peer):
    peer.state.expire(attempt_of(card_order).provider_reference)
    page = client.get(path(card_order, "paid-return")).content.decode()
    assert path(card_order, "pay") in page
    assert "waiting.js" not in page


def payer_path(order, name):
    return reverse(f"orders:{name}", kwargs={"token": payer_token(order)})


def test_a_payer_is_led_to_a_page_that_knows_nothing_of_the_buyer(client, card_order, peer):
    answer = client.post(payer_path(card_order, "pay-for-card"))
    (session,) = peer.state.sessions.values()
    assert (answer.status_code, answer["Location"]) == (303, session["url"])
    assert session["customer_email"] is None
    assert order_token(card_order) not in str(session)
    assert "/tra-ho/" in session["success_url"]
    assert "/tra-ho/" in session["cancel_url"]


def test_a_payer_comes_back_to_thanks_and_to_no_address(client, card_order, peer):
    client.post(payer_path(card_order, "pay-for-card"))
    (name,) = peer.state.sessions
    peer.state.pay(name)
    back = peer.state.sessions[name]["success_url"]
    answer = client.get(back, follow=True)
    assert "Cảm ơn bạn" in messages_of(answer)
    assert order_token(card_order) not in answer.content.decode()
    assert state_of(card_order) == ("paid", "new")


def test_a_payer_who_waits_sees_no_link_to_the_order(client, card_order, peer):
    client.post(payer_path(card_order, "pay-for-card"))
    page = client.get(payer_path(card_order, "pay-for-return")).content.decode()
    assert "chờ xác nhận" in page
    assert order_token(card_order) not in page


def test_buyer_and_payer_never_have_a_page_each(client, card_order, peer):
    client.post(path(card_order, "pay-card"))
    client.post(payer_path(card_order, "pay-for-card"))
    client.post(path(card_order, "pay-card"))
    states = list(PaymentAttempt.objects.values_list("for_payer", "status"))
    assert states == [
        (False, AttemptStatus.EXPIRED),
        (True, AttemptStatus.EXPIRED),
        (False, AttemptStatus.OPEN),
    ]
    assert [row["status"] for row in peer.state.sessions.values()] == ["expired", "expired", "open"]


def test_a_payer_who_comes_after_the_buyer_has_paid_is_told_so(client, card_order, peer):
    client.post(path(card_order, "pay-card"))
    peer.state.pay(PaymentAttempt.objects.get().provider_reference)
    answer = client.post(payer_path(card_order, "pay-for-card"), follow=True)
    assert "không còn chờ thanh toán" in messages_of(answer)
    assert entries_of(card_order) == [("received", total_of(card_order))]


def test_a_silent_provider_leaves_the_payer_on_the_page(client, card_order, peer):
    peer.state.faults.append(Fault("/v1/checkout", "drop", times=9))
    answer = client.post(payer_path(card_order, "pay-for-card"), follow=True)
    assert "chưa bị trừ tiền" in messages_of(answer)
    assert "/tra-ho/" in answer.redirect_chain[-1][0]


def test_the_way_back_of_a_payer_is_the_same_when_the_page_is_asked_for_again(
    client, card_order, peer
):
    peer.state.faults.append(Fault("/v1/checkout", "lost", times=9))
    client.post(payer_path(card_order, "pay-for-card"))
    peer.state.faults.clear()
    answer = client.post(payer_path(card_order, "pay-for-card"))
    assert answer.status_code == 303
    assert len(peer.state.sessions) == 1


def test_a_payer_of_an_order_that_waits_for_a_transfer_makes_it_a_card_order(
    client, card_order, peer
):
    Payment.objects.update(method="transfer")
    assert client.post(payer_path(card_order, "pay-for-card")).status_code == 303
    assert Payment.objects.get().method == "card"


def test_a_shop_without_cards_offers_a_payer_none(client, card_order, peer, settings):
    settings.STRIPE_SECRET_KEY = ""
    page = client.get(payer_path(card_order, "pay-for")).content.decode()
    assert payer_path(card_order, "pay-for-card") not in page
    assert client.post(payer_path(card_order, "pay-for-card")).status_code == 404
