"""E-mails about producer orders: after commit, once, in the order's language, never at their expense."""

import pytest
from django.core import mail
from django.utils import translation

from shop.mail.delivery import deliver
from shop.mail.models import OutgoingEmail
from shop.mail.outbox import enqueue_email, retry
from shop.order.fulfilment import cancel_producer_orders, transition_producer_order
from shop.order.links import order_url
from shop.order.models import ProducerOrderTransition
from tests import makers
from tests.shop.mail.servers import DOWN
from tests.shop.order.conftest import deliver_to

pytestmark = pytest.mark.django_db

EMAILED_STATUSES = ["confirmed", "shipped", "delivered", "returned"]


@pytest.fixture
def placed(place, emails_sent):
    """Places a basket, whose e-mails have gone; returns the order."""

    def _placed(*products, **changed):
        with emails_sent():
            order = place(makers.basket(*products), **changed).order
        mail.outbox.clear()
        return order

    return _placed


@pytest.fixture
def order(placed):
    return placed(makers.product("Kẹo dừa", price=60_000))


@pytest.fixture
def transition(order, emails_sent):
    """Moves the only producer order and returns the e-mails that went out."""

    def _move(to, role="staff", **extra):
        mail.outbox.clear()
        with emails_sent():
            transition_producer_order(
                producer_order=order.producer_orders.get(), to=to, role=role, **extra
            )
        return list(mail.outbox)

    return _move


def test_one_email_in_two_forms_for_each_state_a_buyer_cares_about(transition, order):
    emails_by_status = {}
    for state in ("confirmed", "packed", "shipped", "delivered", "returned"):
        emails_by_status[state] = transition(state, reason="refused" if state == "returned" else "")
    assert [state for state, emails in emails_by_status.items() if emails] == EMAILED_STATUSES
    for emails in emails_by_status.values():
        for email in emails:
            assert email.to == ["sau@example.vn"]
            assert order.number in email.subject
            for text in (email.body, email.alternatives[0][0]):
                assert "Kẹo dừa" in text
                assert order_url(order) in text
    assert len({emails[0].subject for emails in emails_by_status.values() if emails}) == 4


def test_an_email_waits_for_the_worker(order):
    transition_producer_order(
        producer_order=order.producer_orders.get(), to="confirmed", role="staff"
    )
    assert mail.outbox == []
    assert OutgoingEmail.objects.get(kind="parcel_moved").state == "waiting"
    deliver()
    assert len(mail.outbox) == 1


def test_a_second_click_mails_nothing(transition):
    assert len(transition("confirmed")) == 1
    assert transition("confirmed") == []


def test_an_email_that_is_asked_for_twice_goes_out_once(transition):
    transition("confirmed")
    enqueue_email("parcel_moved", ProducerOrderTransition.objects.get().pk)
    deliver()
    assert len(mail.outbox) == 1


def test_news_that_later_news_has_overtaken_is_not_sent(order, transition, settings):
    working, settings.EMAIL_DELIVERY_BACKEND = settings.EMAIL_DELIVERY_BACKEND, DOWN
    transition("confirmed")
    settings.EMAIL_DELIVERY_BACKEND = working
    transition("cancelled", reason="out_of_stock")
    retry(OutgoingEmail.objects.all())
    deliver()
    (email,) = mail.outbox
    assert "hủy" in email.subject


def test_a_delivered_producer_order_invites_to_a_review(transition, order):
    transition("confirmed")
    transition("packed")
    transition("shipped")
    (email,) = transition("delivered")
    assert f"{order_url(order)}nhan-xet/" in email.body
    assert f"{order_url(order)}nhan-xet/" in email.alternatives[0][0]


def test_a_cancellation_says_why_and_what_is_left_to_pay(transition):
    (email,) = transition("cancelled", reason="out_of_stock", note="Hết mùa <dừa> 🥥")
    assert "Lý do" in email.body
    assert "Hết mùa <dừa> 🥥" in email.body
    assert "<dừa>" not in email.alternatives[0][0]
    assert "0\u00a0₫" in email.body


def test_a_buyer_is_not_begged_pardon_for_an_own_wish(order, emails_sent):
    key = order.producer_orders.get().pk
    with emails_sent():
        cancel_producer_orders(order=order, producer_orders={key}, reason="changed_mind")
    (email,) = mail.outbox
    assert "xin lỗi" not in email.body


def test_producer_orders_cancelled_together_are_one_email(placed, emails_sent):
    order = placed(makers.product(), makers.product())
    keys = set(order.producer_orders.values_list("pk", flat=True))
    with emails_sent():
        cancel_producer_orders(order=order, producer_orders=keys, reason="other")
    assert len(mail.outbox) == 1


def test_an_english_order_gets_english_emails(placed, emails_sent):
    with translation.override("en"):
        order = placed(makers.product())
    with emails_sent():
        transition_producer_order(
            producer_order=order.producer_orders.get(), to="confirmed", role="staff"
        )
    (email,) = mail.outbox
    assert "has been confirmed" in email.subject
    assert "/en/don-hang/" in email.body


def test_without_an_address_nothing_is_mailed(placed, place, emails_sent):
    order = placed(makers.product(), delivery=deliver_to(place.commune, email=""))
    with emails_sent():
        transition_producer_order(
            producer_order=order.producer_orders.get(), to="confirmed", role="staff"
        )
    assert mail.outbox == []
    assert ProducerOrderTransition.objects.get().mailed_at is None


def test_a_mail_server_that_is_down_is_tried_again_and_the_step_stands(transition, settings):
    working, settings.EMAIL_DELIVERY_BACKEND = settings.EMAIL_DELIVERY_BACKEND, DOWN
    transition("confirmed")
    step = ProducerOrderTransition.objects.get()
    assert (step.after, step.mailed_at) == ("confirmed", None)
    settings.EMAIL_DELIVERY_BACKEND = working
    retry(OutgoingEmail.objects.all())
    deliver()
    step.refresh_from_db()
    assert len(mail.outbox) == 1
    assert step.mailed_at is not None
