"""What people write about an order, made fit to keep and to show."""

import unicodedata

from catalogue.text import normalize

LONGEST = 500


def tidy(text: str) -> str:
    """Return a note composed (NFC), its lines kept, without control characters, 500 at most."""
    lines = [_one_line(line) for line in normalize(text).splitlines()]
    return "\n".join(lines).strip()[:LONGEST]


def _one_line(line: str) -> str:
    shown = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in line)
    return " ".join(shown.split())
