"""Counting tries in the cache, so that nobody guesses phone numbers by the thousand."""

import hashlib
import time
from dataclasses import dataclass
from ipaddress import ip_address

from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True)
class Limit:
    """At most `tries` in each window of `seconds`, for each key of this name."""

    name: str
    tries: int
    seconds: int

    def wait_for(self, key: str) -> int:
        """Count a try; return 0 while it is allowed, else the seconds until the next window."""
        moment = int(time.time())
        digest = hashlib.sha256(key.encode()).hexdigest()[:32]
        slot = f"throttle:{self.name}:{digest}:{moment // self.seconds}"
        cache.add(slot, 0, self.seconds + 1)
        try:
            count = cache.incr(slot)
        except ValueError:  # thrown out of a full cache this very moment
            return 0
        return 0 if count <= self.tries else self.seconds - moment % self.seconds


def client_ip(request: HttpRequest) -> str:
    """Return who asks: REMOTE_ADDR, or what our own proxy noted last in X-Forwarded-For.

    A header that comes from elsewhere is not believed: anybody can write it.
    """
    remote_addr = request.META.get("REMOTE_ADDR", "")
    forwarded_for = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    return (
        forwarded_for
        if forwarded_for and _is_ours(remote_addr) and _is_ip(forwarded_for)
        else remote_addr
    )


def _is_ours(text: str) -> bool:
    return not text or (_is_ip(text) and ip_address(text).is_loopback)


def _is_ip(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
