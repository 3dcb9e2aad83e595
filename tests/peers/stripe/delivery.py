"""Bringing events to the shop: signed, late, twice, in another order, and again until it says 200."""

import json
import random
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from stripe import WebhookSignature

#: How often one event is brought before the shop has to ask for it.
TRIES = 5


def sign(event: dict[str, Any], secret: str, *, at: int | None = None) -> tuple[bytes, str]:
    """Return the body and the header of one message, signed as Stripe signs."""
    body = json.dumps(event, indent=2)
    return body.encode(), WebhookSignature.generate_signature_header(body, secret, at)


@dataclass
class Delivery:
    """Brings each event `copies` times after `delay` seconds, shuffled within a batch where asked."""

    secret: str
    url: str = ""
    delay: float = 0.0
    copies: int = 1
    shuffled: bool = False
    waiting: list[dict[str, Any]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    stopped: Event = field(default_factory=Event)
    thread: Thread | None = None

    def take(self, event: dict[str, Any]) -> None:
        """Remember an event; without an address it waits for whoever collects it."""
        with self.lock:
            self.waiting.extend([event] * self.copies)

    def collect(self) -> list[dict[str, Any]]:
        """Return what waits, and forget it."""
        with self.lock:
            events, self.waiting[:] = list(self.waiting), []
        if self.shuffled:
            random.shuffle(events)
        return events

    def start(self) -> None:
        """Deliver in the background."""
        if self.url:
            self.thread = Thread(target=self._run, daemon=True)
            self.thread.start()

    def stop(self) -> None:
        """Deliver no more."""
        self.stopped.set()
        if self.thread:
            self.thread.join()

    def _run(self) -> None:
        while not self.stopped.wait(0.05):
            events = self.collect()
            if events and self.delay:
                self.stopped.wait(self.delay)
            for event in events:
                self._bring(event)

    def _bring(self, event: dict[str, Any]) -> None:
        for turn in range(TRIES):
            body, signature = sign(event, self.secret)
            headers = {"Stripe-Signature": signature, "Content-Type": "application/json"}
            try:
                with urlopen(Request(self.url, body, headers), timeout=10) as answer:  # noqa: S310
                    if answer.status == 200:
                        return
            except (URLError, OSError):
                pass
            if self.stopped.wait(min(0.2 * 2**turn, 5)):
                return
