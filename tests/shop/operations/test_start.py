"""Starting the demonstration: where a newcomer sees the e-mails."""

import pytest

from shop.operations.management.commands.start import email_destination

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
