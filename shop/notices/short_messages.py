"""Short messages by SMS or Zalo: the port, and what stands in for a provider.

A message is at most 160 letters of GSM 03.38 (one SMS), so it has no marks. It says of what kind
the news is and nothing of anybody: no name, no number of an order, no link.
"""

from datetime import timedelta
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from shop.notices.models import NoticeKind

LONGEST = 160
#: A provider that refuses is asked again after so long, so many times in all.
PAUSE, ATTEMPTS = timedelta(minutes=10), 6

WORDS = {
    NoticeKind.ORDER: _("There is news of an order."),
    NoticeKind.DEADLINE: _("An order is to leave the house."),
    NoticeKind.MESSAGE: _("A buyer has written to you."),
    NoticeKind.DECISION: _("There is news of your shop front."),
    NoticeKind.MONEY: _("There is news of your money."),
    NoticeKind.CERTIFICATE: _("An OCOP certificate is about to end."),
    NoticeKind.PAPER: _("A paper is about to end."),
    NoticeKind.STOCK: _("A product is running out."),
    NoticeKind.REVIEW: _("There is a new review."),
}


class ShortMessageRefused(Exception):
    """The provider did not take a message; it may be handed over again."""


class ShortMessageBackend(Protocol):
    """What a provider of SMS or Zalo messages has to offer."""

    def send(self, phone: str, text: str) -> None:
        """Hand over one message to a number such as +84912345678.

        Raises ShortMessageRefused or OSError where it certainly was not taken.
        """


class ConsoleBackend:
    """Prints messages; the number is cut short, since logs are read by many."""

    def send(self, phone: str, text: str) -> None:
        print(f"SMS {phone[:4]}…{phone[-2:]}: {text}")


def backend() -> ShortMessageBackend | None:
    """Return the backend of the settings; None where no short messages are sent at all."""
    path = settings.NOTICE_SMS_BACKEND
    return import_string(path)() if path else None
