"""Whose an e-mail is: a process that slept past its lease, one asked for anew, a clock that jumps."""

from datetime import timedelta

import pytest
from django.core import mail

from shop.mail import delivery, renderers
from shop.mail.delivery import deliver
from shop.mail.models import OutgoingEmail
from shop.mail.outbox import enqueue_email_again, enqueue_email_to
from shop.mail.renderers import RenderedEmail
from tests.shop.mail.servers import DOWN
from tests.shop.mail.slow_server import MailServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def meanwhile(monkeypatch):
    """Return a list: its first function is called while the next e-mail is being written."""
    happenings = []

    def write(email):
        if happenings:
            happenings.pop(0)()
        return RenderedEmail(email.recipients or "an@example.vn", "Chào", "Chào", "<p>Chào</p>")

    monkeypatch.setattr(renderers, "_RENDERERS", {"test": write})
    return happenings


def state() -> str:
    return OutgoingEmail.objects.get().state


def test_a_process_that_slept_past_its_lease_hands_nothing_over(meanwhile, clock):
    def sleep():
        clock.shift(delivery.LEASE + timedelta(seconds=1))
        assert deliver().sent == 1  # the other worker

    meanwhile.append(sleep)
    enqueue_email_again("test", 1)
    assert deliver().sent == 0
    assert len(mail.outbox) == 1
    assert state() == "sent"


@pytest.mark.enable_socket
def test_nor_does_it_leave_the_mail_server_with_half_an_email(meanwhile, clock, settings):
    settings.EMAIL_DELIVERY_BACKEND = "shop.mail.smtp.DeadlineEmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    with MailServer() as server:
        settings.EMAIL_PORT = server.port

        def take_away():
            moment = delivery.now() + timedelta(minutes=9)
            OutgoingEmail.objects.filter(about=1).update(due_at=moment)

        meanwhile.append(take_away)
        enqueue_email_again("test", 1)
        enqueue_email_again("test", 2)
        assert deliver().sent == 1
    assert len(server.taken) == 1


def test_one_asked_for_anew_while_it_is_written_goes_as_it_was_asked_last(meanwhile, clock):
    def ask_again():
        clock.shift(1)
        enqueue_email_again("test", 1)

    meanwhile.append(ask_again)
    enqueue_email_again("test", 1)
    assert deliver().sent == 1
    assert len(mail.outbox) == 1
    assert state() == "sent"


def test_one_asked_for_anew_while_the_server_has_it_goes_once_more(meanwhile, clock, monkeypatch):
    hand_over, asked = delivery._hand_over, []

    def hand_over_and_ask(message, mail_server, before_words):
        hand_over(message, mail_server, before_words)
        if not asked:
            asked.append(True)
            clock.shift(1)
            enqueue_email_again("test", 1)

    monkeypatch.setattr(delivery, "_hand_over", hand_over_and_ask)
    enqueue_email_again("test", 1)
    deliver()
    assert len(mail.outbox) == 2
    assert state() == "sent"


def test_one_with_its_own_address_that_another_worker_has_is_not_deleted(meanwhile, clock):
    def sleep():
        clock.shift(delivery.LEASE + timedelta(seconds=1))
        delivery._lease_next()

    meanwhile.append(sleep)
    enqueue_email_to("cu@example.vn", "test", 1)
    assert deliver().sent == 0
    assert state() == "waiting"
    assert mail.outbox == []


def test_a_clock_that_was_a_day_ahead_keeps_nothing_back(meanwhile, clock, settings):
    working, settings.EMAIL_DELIVERY_BACKEND = settings.EMAIL_DELIVERY_BACKEND, DOWN
    clock.shift(timedelta(days=1))
    enqueue_email_again("test", 1)
    assert deliver().failed == 1
    clock.shift(timedelta(days=-1))
    settings.EMAIL_DELIVERY_BACKEND = working
    assert deliver().sent == 1


def test_a_clock_that_was_a_day_ahead_leaves_nothing_as_being_sent(meanwhile, clock):
    enqueue_email_again("test", 1)
    OutgoingEmail.objects.update(state="sending", due_at=delivery.now() + timedelta(days=1))
    deliver()
    assert state() == "uncertain"
