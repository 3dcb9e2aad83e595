"""Whole pages for visitors without a session: the ready bytes, or the view and then the bytes."""

from functools import cache

from django.conf import settings
from django.http import HttpResponse, QueryDict
from wagtail.views import serve as serve_page

from catalogue.http_cache import FOR_ONE, is_shared
from shop.storefront.page_cache.key import page_address
from shop.storefront.page_cache.store import KeptPage, Shelf
from shop.storefront.page_cache.version import stamp

MEGABYTE = 1024 * 1024
#: The part of the memory that pages with a query string may take: nobody can push out the others.
FILTERED_SHARE = 4


class PageCacheMiddleware:
    """Keeps the pages of views marked with catalogue.http_cache.shared, and those of Wagtail.

    Stands outside of sessions and languages: a page that is kept costs one small query. It is shown
    while catalogue, texts, rates and the day in Vietnam are those it was made with.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.shelves = cache(shelves)

    def __call__(self, request):
        """Answer from memory if possible; what says nothing of keeping is for this visitor alone."""
        answer = self._kept_or_made(request)
        answer.headers.setdefault("Cache-Control", FOR_ONE)
        return answer

    def _kept_or_made(self, request) -> HttpResponse:
        """Keep the answer if it is fit for everyone."""
        size = settings.PAGE_CACHE_MB * MEGABYTE
        address = page_address(request) if size > 0 and is_stranger(request) else None
        if address is None:
            return self.get_response(request)
        plain, filtered = self.shelves(size)
        shelf = filtered if address.query else plain
        now = None
        if address in shelf:
            now = stamp()
            page = shelf.get(now, address)
            if page is not None:
                return page.answer(request)
        request.page_address, request.page_stamp = address, now
        response = self.get_response(request)
        if not (is_shared(request) and fit_for_everyone(request, response)):
            return response
        page = KeptPage(response)
        shelf.get(request.page_stamp, address)
        shelf.put(request.page_stamp, address, page)
        return page.answer(request)

    def process_view(self, request, view, args, kwargs):
        """Before a shared view reads anything: take the stamp, and show it the choices alone."""
        address = getattr(request, "page_address", None)
        if address is None or not (getattr(view, "shared", False) or view is serve_page):
            return
        request.shared = True
        request.page_stamp = request.page_stamp or stamp()
        request.META["QUERY_STRING"] = address.query
        request.GET = QueryDict(address.query)


def shelves(size: int) -> tuple[Shelf, Shelf]:
    """Return where plain pages stand, and those with a query string; together `size` bytes."""
    filtered = size // FILTERED_SHARE
    return Shelf(size - filtered), Shelf(filtered)


def is_stranger(request) -> bool:
    """Whether somebody without a session or a message only wants to look."""
    return request.method in ("GET", "HEAD") and not (
        settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES
    )


def fit_for_everyone(request, response: HttpResponse) -> bool:
    """Whether an answer of a shared view says nothing to this visitor alone."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and response.get("Content-Type", "").startswith("text/html")
        and not len(getattr(request, "_messages", ()))
    )
