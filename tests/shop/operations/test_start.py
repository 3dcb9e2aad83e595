"""Starting the demonstration: where a newcomer sees the letters."""

import pytest

from shop.operations.management.commands.start import letters_go

PLACES = {
    "console": "in this window",
    "filebased": "/srv/thu",
    "smtp": "mail.example.vn",
}


@pytest.mark.parametrize("backend", PLACES)
def test_it_says_where_letters_are_to_be_seen(settings, backend):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    settings.EMAIL_FILE_PATH, settings.EMAIL_HOST = "/srv/thu", "mail.example.vn"
    assert PLACES[backend] in letters_go()
