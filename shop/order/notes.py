"""What people write about an order, made fit to keep and to show."""

from catalogue import text

MAX_NOTE_LENGTH = 500


def clean_note(words: str) -> str:
    """Return a note composed (NFC), its lines kept, without control characters, 500 at most."""
    return text.clean_text(words, MAX_NOTE_LENGTH)
