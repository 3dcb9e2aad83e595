"""One transfer as a statement or the bank's webhook tells it, and what it is called by."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from catalogue.text import fold

_NOT_WORD = re.compile(r"[^a-z0-9]")


class TellingSource(StrEnum):
    """Who tells of a transfer."""

    STATEMENT = "statement"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class BankTelling:
    """Whole đồng, positive; `key` names it within its source, `booked_at` is the bank's moment."""

    source: TellingSource
    key: str
    is_incoming: bool
    amount: int
    content: str
    bank_reference: str
    booked_at: datetime

    @property
    def content_key(self) -> str:
        """Return what stays of the content whatever a bank does to marks, case and signs."""
        return digest(_NOT_WORD.sub("", fold(self.content)))


def digest(*parts: object) -> str:
    """Return a key of fixed length for these parts."""
    return sha256("|".join(map(str, parts)).encode()).hexdigest()
