"""The button that leads to Stripe and the page one comes back to."""

import pytest
from django.urls import reverse

from shop.order.links import order_token
from shop.payment.models import PaymentAttempt, PaymentStatus
from tests.card_makers import attempt_of, state_of
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
