"""Whole pages in the memory of a process: compressed once, bounded in bytes, of one version."""

import gzip
import hashlib
import time
from collections import OrderedDict
from collections.abc import Hashable
from functools import lru_cache
from threading import Lock

import brotli
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.templatetags.static import static

from catalogue.clock import seconds_until_midnight
from catalogue.http_cache import PUBLIC
from shop.storefront.page_cache.version import PageVersion

#: Seconds; for changes that raise no version, such as a setting changed by hand.
MAX_AGE = 300
VARY = "Accept-Encoding, Cookie"
#: Which links a browser may fetch when somebody is about to press them: cached pages cost little.
SPECULATION_RULES = "theme/products.speculationrules"
_EXCLUDED_HEADERS = {
    *("content-length", "content-encoding", "vary", "cache-control", "etag", "set-cookie"),
}
_NOT_MODIFIED_HEADERS = ("ETag", "Cache-Control", "Vary")
#: What a page takes besides its compressed bodies, in bytes.
_OVERHEAD = 1024


class CachedPage:
    """One page, ready to be sent in the encodings that browsers accept."""

    __slots__ = ("bodies", "etag", "expires_at", "headers", "size")

    def __init__(self, response: HttpResponse) -> None:
        body = response.content
        self.bodies = {
            "br": brotli.compress(body, mode=brotli.MODE_TEXT, quality=5),
            "gzip": gzip.compress(body, compresslevel=6, mtime=0),
        }
        self.etag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
        self.headers = {
            name: value for name, value in response.items() if name.lower() not in _EXCLUDED_HEADERS
        } | {"ETag": self.etag, "Cache-Control": PUBLIC, "Vary": VARY}
        self.headers["Speculation-Rules"] = f'"{static(SPECULATION_RULES)}"'
        self.size = sum(map(len, self.bodies.values())) + _OVERHEAD
        self.expires_at = time.time() + min(MAX_AGE, seconds_until_midnight())

    def response_to(self, request: HttpRequest) -> HttpResponse:
        """Return the page as this browser accepts it, or 304 when it has it already."""
        if _etag_matches(request.META.get("HTTP_IF_NONE_MATCH", ""), self.etag):
            not_modified = HttpResponseNotModified()
            for name in _NOT_MODIFIED_HEADERS:
                not_modified[name] = self.headers[name]
            return not_modified
        encoding = best_encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        body = self.bodies[encoding] if encoding else gzip.decompress(self.bodies["gzip"])
        headers = self.headers | {"Content-Length": str(len(body))}
        if encoding:
            headers["Content-Encoding"] = encoding
        return HttpResponse(b"" if request.method == "HEAD" else body, headers=headers)


class PageStore:
    """Pages by cache key, least recently used leaving first; emptied when the version changes.

    `limit` and `used` are bytes.
    """

    def __init__(self, limit: int) -> None:
        self.limit, self.used = limit, 0
        self._lock = Lock()
        self._version: PageVersion | None = None
        self._pages: OrderedDict[Hashable, CachedPage] = OrderedDict()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._pages

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, version: PageVersion, key: Hashable) -> CachedPage | None:
        """Return the page if it is of this version and has not expired."""
        with self._lock:
            if version != self._version:
                self._clear(version)
                return None
            page = self._pages.get(key)
            if page is None or page.expires_at <= time.time():
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, version: PageVersion, key: Hashable, page: CachedPage) -> None:
        """Store a page that was begun at `version`; one from before a change is not stored."""
        with self._lock:
            if self._version is None:
                self._version = version
            if version != self._version or page.size > self.limit:
                return
            if key in self._pages:
                self.used -= self._pages.pop(key).size
            self._pages[key] = page
            self.used += page.size
            while self.used > self.limit:
                self.used -= self._pages.popitem(last=False)[1].size

    def _clear(self, version: PageVersion) -> None:
        self._version, self.used = version, 0
        self._pages = OrderedDict()


@lru_cache(maxsize=256)
def best_encoding(accept_encoding: str) -> str:
    """Return br, gzip, or nothing for an Accept-Encoding header."""
    accepted = set()
    for part in accept_encoding.lower().split(","):
        name, _semicolon, quality = part.partition(";")
        if quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            accepted.add(name.strip())
    return next((encoding for encoding in ("br", "gzip") if encoding in accepted), "")


def _etag_matches(if_none_match: str, etag: str) -> bool:
    return bool(if_none_match) and (
        etag.removeprefix("W/") in if_none_match or if_none_match.strip() == "*"
    )
