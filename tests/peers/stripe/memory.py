"""What the stand-in remembers over a restart, as a file: whoever was about to pay finds the page again."""

import json
from pathlib import Path

from tests.peers.stripe.state import StripePeer

BOOKS = ("sessions", "intents", "refunds", "disputes", "events")


def write_books(peer: StripePeer) -> str:
    """Return all that is kept, as text that read_books() understands."""
    with peer.lock:
        kept = {name: getattr(peer, name) for name in BOOKS}
        answers = {
            key: [mark, status, body.decode()] for key, (mark, status, body) in peer.answers.items()
        }
        return json.dumps(kept | {"answers": answers})


def read_books(peer: StripePeer, text: str) -> None:
    """Put back what write_books() gave."""
    kept = json.loads(text)
    with peer.lock:
        for name in BOOKS:
            setattr(peer, name, kept[name])
        peer.answers = {
            key: (mark, status, body.encode())
            for key, (mark, status, body) in kept["answers"].items()
        }


def save_books(peer: StripePeer, path: Path, before: str) -> str:
    """Write the file where something has changed; return what stands in it now."""
    text = write_books(peer)
    if text != before:
        fresh = path.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    return text


def load_books(peer: StripePeer, path: Path) -> None:
    """Read the file, if there is one that can be read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        read_books(peer, path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError):
        return
