"""`python -m tests.peers.stripe --port 9300 --webhook http://127.0.0.1:8000/webhooks/stripe/`."""

import argparse
import os
import time
from itertools import count
from pathlib import Path

from tests.peers.stripe.memory import load_books, save_books
from tests.peers.stripe.server import start_peer


def main() -> None:
    """Serve until interrupted, or until the process that began this one has ended."""
    parser = argparse.ArgumentParser(description="A stand-in for Stripe, for this machine only.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--webhook", default="")
    parser.add_argument("--with-parent", action="store_true")
    parser.add_argument("--books", type=Path, help="a file that keeps open pages over a restart")
    chosen = parser.parse_args()
    parent = os.getppid()
    peer = start_peer(chosen.port, webhook=chosen.webhook)
    # The shop remembers the names of the last start: these go on from the clock.
    peer.state.numbers = count(int(time.time() * 1000))
    if chosen.books:
        load_books(peer.state, chosen.books)
    print(peer.url, flush=True)
    books = ""
    while not chosen.with_parent or os.getppid() == parent:
        time.sleep(0.5)
        if chosen.books:
            books = save_books(peer.state, chosen.books, books)
    peer.stop()


if __name__ == "__main__":
    main()
