"""The numbers that the shop adds to those of search."""

import pytest

from shop.mail.delivery import deliver
from shop.mail.models import OutgoingEmail
from shop.mail.outbox import enqueue_email
from shop.mail.renderers import RenderedEmail
from tests.shop.mail.servers import CHOOSY, DOWN

pytestmark = pytest.mark.django_db


def numbers(client, settings) -> list[str]:
    settings.METRICS_TOKEN = "right"
    answer = client.get("/metrics", headers={"Authorization": "Bearer right"})
    return [line for line in answer.content.decode().splitlines() if line.startswith("emails")]


def test_emails_that_wait_and_those_set_aside_are_counted(client, settings, monkeypatch):
    draft = RenderedEmail("a@example.vn", "Chào", "Chào", "")
    monkeypatch.setattr("shop.mail.renderers._RENDERERS", {"test": lambda email: draft})
    assert numbers(client, settings) == ["emails_waiting 0.0", "emails_set_aside 0.0"]
    enqueue_email("test", 1, [1, 2])
    settings.EMAIL_DELIVERY_BACKEND = DOWN
    deliver()
    assert numbers(client, settings) == ["emails_waiting 2.0", "emails_set_aside 0.0"]
    settings.EMAIL_DELIVERY_BACKEND = CHOOSY
    OutgoingEmail.objects.filter(reader=1).delete()
    deliver()
    assert numbers(client, settings) == ["emails_waiting 0.0", "emails_set_aside 1.0"]
