"""The outbox of e-mails: nothing is lost, nothing is sent twice, nobody waits for a dead server."""

from datetime import timedelta
from email.header import decode_header, make_header

import pytest
from django.core import mail

from catalogue.clock import now
from shop.mail import renderers
from shop.mail.delivery import deliver
from shop.mail.models import OutgoingEmail
from shop.mail.outbox import delete_old, enqueue_email, retry
from shop.mail.renderers import RenderedEmail, compose
from tests.shop.mail.servers import CHOOSY, DOWN

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def writer(monkeypatch):
    """E-mails of the kind "test" go to reader N at N@example.vn; "bug" cannot be written."""

    def write(email):
        return RenderedEmail(f"{email.reader}@example.vn", "Chào", "Chào bạn", "<p>Chào bạn</p>")

    def stumble(email):
        raise ZeroDivisionError

    kinds = {"test": write, "bug": stumble, "gone": lambda email: None}
    monkeypatch.setattr(renderers, "_RENDERERS", kinds)


def recipients() -> list[str]:
    return [email.to[0] for email in mail.outbox]


def test_an_email_goes_out_once_and_nobody_but_the_worker_sends_it(
    django_capture_on_commit_callbacks,
):
    with django_capture_on_commit_callbacks() as after_commit:
        enqueue_email("test", 1, [5, 6])
        enqueue_email("test", 1, [5])
    assert after_commit == []
    deliver()
    assert recipients() == ["5@example.vn", "6@example.vn"]
    assert set(OutgoingEmail.objects.values_list("state", flat=True)) == {"sent"}


def test_an_email_says_who_sends_it_and_that_nobody_wrote_it():
    enqueue_email("test", 1, [5])
    deliver()
    written = mail.outbox[0].message()
    assert written["Auto-Submitted"] == "auto-generated"
    assert str(make_header(decode_header(written["From"]))).startswith("Đặc sản OCOP <")


def test_an_email_has_no_holes_where_something_is_left_out(settings):
    settings.OCOP_SELLER = dict.fromkeys(settings.OCOP_SELLER, "")
    note = {"subject": "Chào", "sentences": ["Một.", "Hai."], "button": ""}
    draft = compose(
        to="a@b.example",
        subject="Chào",
        template="emails/account",
        context={"email": note, "url": "", "unsubscribe_url": ""},
    )
    assert draft.text == "Một.\n\nHai.\n\nĐặc sản OCOP\n"


def test_a_server_that_is_down_is_tried_later_and_later(clock, settings):
    working, settings.EMAIL_DELIVERY_BACKEND = settings.EMAIL_DELIVERY_BACKEND, DOWN
    enqueue_email("test", 1)
    pauses = []
    for _attempt in range(9):
        assert deliver().failed == 1
        pauses.append((OutgoingEmail.objects.get().due_at - now()).total_seconds() // 60)
        assert deliver().failed == 0
        clock.shift(timedelta(minutes=pauses[-1], seconds=1))
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    settings.EMAIL_DELIVERY_BACKEND = working
    assert deliver().sent == 1


def test_a_pass_ends_with_the_first_email_that_the_server_does_not_take(settings):
    settings.EMAIL_DELIVERY_BACKEND = DOWN
    enqueue_email("test", 1, range(1, 9))
    outcome = deliver()
    assert (outcome.failed, outcome.sent) == (1, 0)
    assert "no mail server" in outcome.server_error


def test_a_mailbox_that_does_not_exist_is_set_aside_until_somebody_asks(settings):
    working, settings.EMAIL_DELIVERY_BACKEND = settings.EMAIL_DELIVERY_BACKEND, CHOOSY
    enqueue_email("test", 1)
    deliver()
    email = OutgoingEmail.objects.get()
    assert email.state == "refused"
    assert "no such mailbox" in email.error
    assert list(OutgoingEmail.objects.stuck()) == [email]
    settings.EMAIL_DELIVERY_BACKEND = working
    assert deliver().sent == 0
    retry(OutgoingEmail.objects.stuck())
    assert deliver().sent == 1


def test_an_email_that_cannot_be_written_keeps_no_other_back(clock):
    enqueue_email("bug", 1)
    enqueue_email("test", 2)
    assert (lambda done: (done.failed, done.sent))(deliver()) == (1, 1)
    for _attempt in range(5):
        clock.shift(timedelta(hours=2))
        deliver()
    assert OutgoingEmail.objects.get(kind="bug").state == "refused"


def test_an_email_that_is_no_longer_true_is_dropped():
    enqueue_email("gone", 1)
    assert deliver().dropped == 1
    assert mail.outbox == []
    assert OutgoingEmail.objects.get().state == "dropped"


def test_an_email_under_way_elsewhere_is_left_alone_until_its_lease_ends(clock):
    enqueue_email("test", 1)
    OutgoingEmail.objects.update(due_at=now() + timedelta(minutes=5))
    assert deliver().sent == 0
    clock.shift(timedelta(minutes=6))
    assert deliver().sent == 1


def test_what_has_gone_is_not_sent_again_by_hand():
    enqueue_email("test", 1)
    deliver()
    retry(OutgoingEmail.objects.all())
    assert deliver().sent == 0


def test_what_was_done_long_ago_is_forgotten_and_what_waits_is_not(clock):
    enqueue_email("test", 1)
    deliver()
    enqueue_email("test", 2)
    clock.shift(timedelta(days=100))
    assert delete_old() == 1
    assert OutgoingEmail.objects.get().about == 2
