"""One deadline for an e-mail in all; what may have gone is not sent twice."""

import time

import pytest
from django.db import OperationalError
from django.db.models.query import QuerySet

from shop.mail import delivery, renderers
from shop.mail.delivery import deliver
from shop.mail.models import OutgoingEmail
from shop.mail.outbox import enqueue_email, retry
from shop.mail.renderers import RenderedEmail
from tests.shop.mail.slow_server import MailServer

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]


@pytest.fixture(autouse=True)
def sender(monkeypatch, settings):
    """E-mails of the kind "test" go to reader N at N@example.vn, over SMTP, in half a second."""

    def write(email):
        return RenderedEmail(f"{email.reader}@example.vn", "Chào", "Chào bạn", "<p>Chào bạn</p>")

    monkeypatch.setattr(renderers, "_RENDERERS", {"test": write})
    settings.EMAIL_DELIVERY_BACKEND = "shop.mail.smtp.DeadlineEmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_DEADLINE = "127.0.0.1", 0.5


@pytest.fixture
def mail_server(settings):
    """Start a mail server and let the shop talk to it."""
    started = []

    def start(**manner) -> MailServer:
        server = MailServer(**manner).__enter__()
        started.append(server)
        settings.EMAIL_PORT = server.port
        return server

    yield start
    for server in started:
        server.__exit__()


def state() -> str:
    return OutgoingEmail.objects.get().state


def test_several_emails_go_over_one_connection(mail_server):
    server = mail_server()
    enqueue_email("test", 1, [5, 6])
    assert deliver().sent == 2
    assert len(server.taken) == 2


def test_a_server_that_answers_slowly_but_in_time_takes_the_email(mail_server, settings):
    settings.EMAIL_DEADLINE = 10
    server = mail_server(pause=0.1)
    enqueue_email("test", 1)
    assert deliver().sent == 1
    assert len(server.taken) == 1


def test_a_server_that_is_slow_at_every_line_costs_one_deadline_not_one_a_line(mail_server):
    mail_server(pause=0.2)  # seven answers: 1.4 s, none of them late by itself
    enqueue_email("test", 1)
    begun = time.monotonic()
    report = deliver()
    assert report.failed == 1
    assert "within 0.5 seconds" in report.server_error
    assert time.monotonic() - begun < 1.2
    assert state() == "waiting", "its words have not gone, so that it is tried again"


@pytest.mark.parametrize("command", ["greeting", "EHLO", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("manner", ["silent_at", "breaks_at"])
def test_what_fails_before_the_words_have_gone_is_tried_again(mail_server, manner, command):
    server = mail_server(**{manner: command})
    enqueue_email("test", 1)
    assert deliver().failed == 1
    assert state() == "waiting"
    assert server.taken == []


@pytest.mark.parametrize("manner", ["silent_at", "breaks_at"])
def test_what_may_have_gone_is_set_aside_and_not_sent_twice(mail_server, clock, manner):
    server = mail_server(**{manner: "words"})
    enqueue_email("test", 1)
    assert deliver().failed == 1
    assert state() == "uncertain"
    clock.shift(7200)
    deliver()
    assert len(server.taken) == 1
    assert list(OutgoingEmail.objects.stuck()) == [OutgoingEmail.objects.get()]


def test_sent_again_by_hand_it_has_the_same_message_id(mail_server):
    silent = mail_server(breaks_at="words")
    enqueue_email("test", 1)
    deliver()
    well = mail_server()
    retry(OutgoingEmail.objects.stuck())
    assert deliver().sent == 1
    number = OutgoingEmail.objects.get().message_id
    for (taken,) in (silent.taken, well.taken):
        assert f"Message-ID: {number}" in taken


def test_a_worker_that_dies_while_the_server_holds_the_words_leaves_it_to_the_staff(
    mail_server, clock
):
    enqueue_email("test", 1)
    OutgoingEmail.objects.update(state="sending", due_at=delivery.now() + delivery.LEASE)
    server = mail_server()
    deliver()
    assert state() == "sending", "somebody may be at it"
    clock.shift(delivery.LEASE.total_seconds() + 1)
    deliver()
    assert state() == "uncertain"
    assert server.taken == []


def test_an_email_that_went_is_marked_until_the_database_takes_it(
    mail_server, monkeypatch, transactional_db
):
    monkeypatch.setattr(delivery, "MARK_PAUSE", 0)
    update, refused = QuerySet.update, []

    def locked(rows, **facts):
        if facts.get("state") == "sent" and len(refused) < 3:
            refused.append(facts)
            raise OperationalError("database is locked")
        return update(rows, **facts)

    monkeypatch.setattr(QuerySet, "update", locked)
    server = mail_server()
    enqueue_email("test", 1)
    assert deliver().sent == 1
    assert (len(refused), state(), len(server.taken)) == (3, "sent", 1)
    assert deliver().sent == 0


def test_a_pass_of_the_worker_ends_so_that_it_can_be_told_to_stop(mail_server, settings):
    settings.EMAIL_DEADLINE = 10
    mail_server(pause=0.1)
    enqueue_email("test", 1, range(1, 9))
    assert 1 <= deliver(seconds=0.6).sent < 8
    assert OutgoingEmail.objects.waiting().exists()
