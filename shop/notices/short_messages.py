"""Short messages by SMS or Zalo: the port, and what stands in for a provider.

A message is at most 160 letters of GSM 03.38 (one SMS), so it has no marks. It says of what kind
the news is and nothing of anybody: no name, no number of an order, no link.
"""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from catalogue.clock import now
from shop.notices.models import NoticeKind

LONGEST = 160
#: A provider that refuses is asked again after so long, so many times in all.
PAUSE, ATTEMPTS = timedelta(minutes=10), 6

WORDS = {
    NoticeKind.ORDER: _("There is news of an order."),
    NoticeKind.DEADLINE: _("An order is to leave the house."),
    NoticeKind.MESSAGE: _("A buyer has written to you."),
    NoticeKind.DECISION: _("The province has decided about a listing."),
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


@dataclass
class ConsoleBackend:
    """Prints messages; the number is cut short, since logs are read by many."""

    def send(self, phone: str, text: str) -> None:
        print(f"SMS {phone[:4]}…{phone[-2:]}: {text}")


@dataclass
class FileBackend:
    """Writes a line of JSON for each message into PRIVATE_ROOT, for trying things out."""

    def send(self, phone: str, text: str) -> None:
        folder = settings.PRIVATE_ROOT
        folder.mkdir(parents=True, exist_ok=True)
        line = json.dumps({"at": now().isoformat(), "to": phone, "text": text})
        with (folder / "short-messages.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")


@dataclass
class MemoryBackend:
    """Keeps messages in the process, for tests."""

    outbox: ClassVar[list[tuple[str, str]]] = []

    def send(self, phone: str, text: str) -> None:
        self.outbox.append((phone, text))


def backend() -> ShortMessageBackend | None:
    """Return the backend of the settings; None where no short messages are sent at all."""
    path = settings.NOTICE_SMS_BACKEND
    return import_string(path)() if path else None
