"""Whole pages in the memory of a process: compressed once, bounded in bytes, good for one stamp."""

import gzip
import hashlib
import time
from collections import OrderedDict
from collections.abc import Hashable
from functools import lru_cache
from threading import Lock

import brotli
from django.http import HttpResponse, HttpResponseNotModified
from django.templatetags.static import static

from catalogue.clock import seconds_until_midnight
from catalogue.http_cache import FOR_ALL
from shop.storefront.page_cache.version import PageStamp

#: Most seconds a page is shown: for what nobody tells us of, such as a setting changed by hand.
LONGEST = 300
VARY = "Accept-Encoding, Cookie"
#: Which links a browser may fetch when somebody is about to press them: kept pages cost little.
RULES = "theme/products.speculationrules"
_LEFT_OUT = {"content-length", "content-encoding", "vary", "cache-control", "etag", "set-cookie"}
_SHARED_HEADERS = ("ETag", "Cache-Control", "Vary")


class KeptPage:
    """One page, ready to be sent in the codings that browsers ask for."""

    __slots__ = ("bodies", "etag", "headers", "size", "until")

    def __init__(self, response: HttpResponse):
        body = response.content
        self.bodies = {
            "br": brotli.compress(body, mode=brotli.MODE_TEXT, quality=5),
            "gzip": gzip.compress(body, compresslevel=6, mtime=0),
        }
        self.etag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
        self.headers = {
            name: value for name, value in response.items() if name.lower() not in _LEFT_OUT
        } | {"ETag": self.etag, "Cache-Control": FOR_ALL, "Vary": VARY}
        self.headers["Speculation-Rules"] = f'"{static(RULES)}"'
        self.size = sum(map(len, self.bodies.values())) + 1024
        self.until = time.time() + min(LONGEST, seconds_until_midnight())

    def answer(self, request) -> HttpResponse:
        """Return the page as this visitor's browser wants it, or 304 when it has it already."""
        if _knows(request.META.get("HTTP_IF_NONE_MATCH", ""), self.etag):
            unchanged = HttpResponseNotModified()
            for name in _SHARED_HEADERS:
                unchanged[name] = self.headers[name]
            return unchanged
        coding = coding_for(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        body = self.bodies[coding] if coding else gzip.decompress(self.bodies["gzip"])
        headers = self.headers | {"Content-Length": str(len(body))}
        if coding:
            headers["Content-Encoding"] = coding
        return HttpResponse(b"" if request.method == "HEAD" else body, headers=headers)


class Shelf:
    """Pages by address, the least recently shown leaving first; all gone when the stamp changes."""

    def __init__(self, limit: int):
        self.limit = limit
        self._lock = Lock()
        self._empty(None)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._pages

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, stamp: PageStamp, key: Hashable) -> KeptPage | None:
        """Return the page if it is as good as one made now."""
        with self._lock:
            if stamp != self._stamp:
                self._empty(stamp)
                return None
            page = self._pages.get(key)
            if page is None or page.until <= time.time():
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, stamp: PageStamp, key: Hashable, page: KeptPage) -> None:
        """Keep a page that was begun at `stamp`; one from before a change is not kept."""
        with self._lock:
            if self._stamp is None:
                self._stamp = stamp
            if stamp != self._stamp or page.size > self.limit:
                return
            if key in self._pages:
                self.held -= self._pages.pop(key).size
            self._pages[key] = page
            self.held += page.size
            while self.held > self.limit:
                self.held -= self._pages.popitem(last=False)[1].size

    def _empty(self, stamp: PageStamp | None) -> None:
        self._stamp, self.held = stamp, 0
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()


@lru_cache(maxsize=256)
def coding_for(accepted: str) -> str:
    """Return the best coding of an Accept-Encoding header: br, gzip, or none."""
    wanted = set()
    for part in accepted.lower().split(","):
        name, _semicolon, quality = part.partition(";")
        if quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            wanted.add(name.strip())
    return next((coding for coding in ("br", "gzip") if coding in wanted), "")


def _knows(if_none_match: str, etag: str) -> bool:
    return bool(if_none_match) and (
        etag.removeprefix("W/") in if_none_match or if_none_match.strip() == "*"
    )
