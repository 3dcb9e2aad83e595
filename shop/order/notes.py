"""What people write about an order, made fit to keep and to show."""

from catalogue import text

LONGEST = 500


def tidy(words: str) -> str:
    """Return a note composed (NFC), its lines kept, without control characters, 500 at most."""
    return text.tidy(words, LONGEST)
