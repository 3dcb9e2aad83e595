"""Starting the demonstration: where a newcomer sees the e-mails, and that the worker has died."""

import io
import time

import pytest
from django.core.management.base import OutputWrapper

from shop.operations.management.commands.start import Command, email_destination

PLACES = {
    "console": "in this window",
    "filebased": "/srv/thu",
    "smtp": "mail.example.vn",
}


@pytest.mark.parametrize("backend", PLACES)
def test_it_says_where_emails_are_to_be_seen(settings, backend):
    settings.EMAIL_DELIVERY_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    settings.EMAIL_FILE_PATH, settings.EMAIL_HOST = "/srv/thu", "mail.example.vn"
    assert PLACES[backend] in email_destination()


def test_it_says_so_when_the_worker_dies_and_not_when_it_is_ended(monkeypatch):
    said = io.StringIO()
    command = Command(stderr=OutputWrapper(said), no_color=True)
    monkeypatch.setattr("sys.argv", ["-c"])
    monkeypatch.setattr("sys.executable", "/bin/false")
    with command._worker():
        for _moment in range(100):
            if said.getvalue():
                break
            time.sleep(0.05)
    assert "worker has ended with code 1" in said.getvalue()
