"""Counting tries, so that nobody guesses passwords, codes or phone numbers by the thousand.

The counts stand in the cache "limits", which all server processes share.
"""

import hashlib
import logging
import time
from dataclasses import dataclass

from django.core.cache import caches
from django.http import HttpResponse
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    """At most `tries` for each key of this name, within `seconds` from the first of them."""

    name: str
    tries: int
    seconds: int

    def wait_for(self, key: str) -> int:
        """Count a try; return 0 while it is allowed, else the seconds until the next is.

        An empty key is of nobody in particular and not counted. While counting is broken nobody
        is turned away; that is logged.
        """
        if not key:
            return 0
        try:
            return self._left(key, self._count(key))
        except Exception:
            logger.exception("limit %s: tries cannot be counted", self.name)
            return 0

    def give_back(self, key: str) -> None:
        """Take back a try that was right."""
        try:
            caches["limits"].incr(self._slot(key), -1)
        except ValueError:
            pass  # its time has ended
        except Exception:
            logger.exception("limit %s: tries cannot be counted", self.name)

    def forget(self, key: str) -> None:
        """Begin anew with the next try."""
        try:
            caches["limits"].delete(self._slot(key))
        except Exception:
            logger.exception("limit %s: tries cannot be counted", self.name)

    def used_up(self, key: str) -> int:
        """Count nothing; return the seconds to wait where the next try would have to, else 0."""
        try:
            count = caches["limits"].get(self._slot(key), 0)
            return self._left(key, count + 1)
        except Exception:
            logger.exception("limit %s: tries cannot be counted", self.name)
            return 0

    def _count(self, key: str) -> int:
        cache, slot = caches["limits"], self._slot(key)
        while True:
            if cache.add(slot, 0, self.seconds):
                cache.set(f"{slot}:end", int(time.time()) + self.seconds, self.seconds)
            try:
                return cache.incr(slot)
            except ValueError:  # its time has ended this very moment
                continue

    def _left(self, key: str, count: int) -> int:
        if count <= self.tries:
            return 0
        moment = int(time.time())
        end = caches["limits"].get(f"{self._slot(key)}:end") or moment + self.seconds
        if end - moment > self.seconds:  # counted while the clock was wrong
            self.forget(key)
            return 0
        return max(1, end - moment)

    def _slot(self, key: str) -> str:
        return f"limit:{self.name}:{hashlib.sha256(key.encode(errors='replace')).hexdigest()[:32]}"


def wait_in_minutes(seconds: int) -> int:
    """Return whole minutes, for people."""
    return -(-seconds // 60)


def too_often(wait: int) -> str:
    """Return the sentence of a form that was sent too often."""
    return _("Too many tries. Please try again in %d minutes.") % wait_in_minutes(wait)


def say_when(response: HttpResponse, wait: int) -> HttpResponse:
    """Make an answer a 429 that says when to come back, `wait` seconds from now."""
    response.status_code, response["Retry-After"] = 429, str(wait)
    return response
