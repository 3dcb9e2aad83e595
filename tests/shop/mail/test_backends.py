"""What Wagtail, Oscar and Django send goes through the outbox as well."""

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives, send_mail

from shop.mail.delivery import deliver
from shop.mail.models import OutgoingEmail
from tests.shop.mail.servers import CHOOSY, DOWN, PICKY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def backend(settings):
    """The backend of a shop; tests have Django's in its place."""
    settings.EMAIL_BACKEND = "shop.mail.backends.OutboxBackend"


def test_a_page_of_a_library_writes_a_row_and_waits_for_nobody(settings):
    settings.EMAIL_DELIVERY_BACKEND = DOWN
    assert send_mail("Chào", "Chào bạn", None, ["lan@example.vn"]) == 1
    assert OutgoingEmail.objects.get().state == "waiting"


def test_the_worker_sends_it_as_it_was_written_and_forgets_it():
    written = EmailMultiAlternatives(
        "Trang chờ duyệt", "Xin duyệt “Đồi chè”", None, ["lan@example.vn"], bcc=["khac@example.vn"]
    )
    written.attach_alternative("<p>Đồi chè</p>", "text/html")
    written.send()
    assert deliver().sent == 2
    assert [email.recipients() for email in mail.outbox] == [
        ["lan@example.vn"],
        ["khac@example.vn"],
    ]
    sent = mail.outbox[0].message()
    plain, rich = sent.get_payload()
    assert "Đồi chè" in plain.get_payload(decode=True).decode()
    assert "<p>Đồi chè</p>" in rich.get_payload(decode=True).decode()
    assert sent["Message-ID"]
    assert "khac@example.vn" not in sent.as_string()
    assert not OutgoingEmail.objects.exists()


def test_one_that_is_refused_for_good_is_forgotten_with_its_address(settings):
    send_mail("Chào", "Chào bạn", None, ["lan@example.vn"])
    settings.EMAIL_DELIVERY_BACKEND = CHOOSY
    assert deliver().failed == 1
    assert not OutgoingEmail.objects.exists()


def test_of_several_recipients_the_refused_one_is_told_beside_the_others(settings):
    assert send_mail("Chào", "Chào bạn", None, ["lan@example.vn", "hoa@example.vn"]) == 1
    settings.EMAIL_DELIVERY_BACKEND = PICKY
    report = deliver()
    assert (report.sent, report.failed) == (1, 1)


def test_one_that_nobody_takes_is_forgotten_after_three_days(settings, clock):
    send_mail("Chào", "Chào bạn", None, ["lan@example.vn"])
    settings.EMAIL_DELIVERY_BACKEND = DOWN
    deliver()
    assert OutgoingEmail.objects.get().state == "waiting"
    clock.shift(3 * 24 * 3600 + 60)
    deliver()
    assert not OutgoingEmail.objects.exists()
