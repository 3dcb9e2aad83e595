"""Serves whole pages from memory to visitors without a session."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from wagtail.views import serve as serve_page

from catalogue.http_cache import PRIVATE, is_publicly_cacheable
from shop.shipping.remembered_province import COOKIE as PROVINCE_COOKIE
from shop.storefront.page_cache.key import CacheKey, cache_key
from shop.storefront.page_cache.store import CachedPage, PageStore
from shop.storefront.page_cache.version import PageVersion, current_page_version

PRODUCT_PATH = re.compile(r"^(/[a-z-]+)?/san-pham/[^/]+/$")
MEGABYTE = 1024 * 1024
#: Pages with a query string may take a quarter of the memory: they cannot push out the others.
FILTERED_SHARE = 4


class PageRequest(HttpRequest):
    """A request as this middleware and its view see it; only its type is ever asked for."""

    page_cache_key: CacheKey
    page_version: PageVersion | None
    publicly_cacheable: bool


class PageCacheMiddleware:
    """Caches the pages of views marked publicly_cacheable, and those of Wagtail.

    Stands outside of sessions and languages: a cached page costs one small query. It is shown while
    catalogue, texts, rates and the day in Vietnam are those it was made with.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.page_stores = cache(page_stores)

    def __call__(self, request: PageRequest) -> HttpResponse:
        """Answer from memory if possible; a response without a policy is private."""
        response = self._cached_response(request)
        response.headers.setdefault("Cache-Control", PRIVATE)
        return response

    def _cached_response(self, request: PageRequest) -> HttpResponse:
        """Answer from the cache, or from the view and cache what it answered."""
        size = settings.PAGE_CACHE_MB * MEGABYTE
        key = cache_key(request) if size > 0 and is_anonymous_read(request) else None
        if key is None:
            return self.get_response(request)
        plain, filtered = self.page_stores(size)
        store = filtered if key.query else plain
        version = None
        if key in store:
            version = current_page_version()
            page = store.get(version, key)
            if page is not None:
                return page.response_to(request)
        request.page_cache_key, request.page_version = key, version
        response = self.get_response(request)
        if not (is_publicly_cacheable(request) and is_cacheable(request, response)):
            return response
        page = CachedPage(response)
        version = request.page_version or current_page_version()
        store.get(version, key)
        store.put(version, key, page)
        return page.response_to(request)

    def process_view(
        self, request: PageRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> None:
        """Read the version before the view reads anything, and show it cached parameters alone."""
        key = getattr(request, "page_cache_key", None)
        if key is None or not (getattr(view, "publicly_cacheable", False) or view is serve_page):
            return
        request.publicly_cacheable = True
        request.page_version = request.page_version or current_page_version()
        request.META["QUERY_STRING"] = key.query
        request.GET = QueryDict(key.query)


def page_stores(size: int) -> tuple[PageStore, PageStore]:
    """Return the store of plain pages and that of pages with a query string; together `size` bytes."""
    filtered = size // FILTERED_SHARE
    return PageStore(size - filtered), PageStore(filtered)


def is_anonymous_read(request: HttpRequest) -> bool:
    """Whether a visitor without a session or a message asks for a page that is the same for all.

    A product says what delivery to the remembered province costs.
    """
    cookies = request.COOKIES
    is_personal = settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies
    says_cost = PROVINCE_COOKIE in cookies and PRODUCT_PATH.search(request.path_info)
    return request.method in ("GET", "HEAD") and not is_personal and not says_cost


def is_cacheable(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the response of a publicly cacheable view holds nothing for this visitor alone."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and response.get("Content-Type", "").startswith("text/html")
        and not len(getattr(request, "_messages", ()))
    )
