"""Middleware of the whole site: which requests are answered, the policy of staff pages, error pages."""

import logging
from collections.abc import Callable

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from catalogue.paths import in_every_language
from catalogue.text import one_line, question
from search.engines.refreshing_cache import StillLoading
from shop.storefront.error_pages import (
    database_unavailable,
    is_database_unavailable,
    not_found,
    still_loading,
)

CMS_PATH = "/cms/"
STAFF_PATHS = (CMS_PATH, "/django-admin/", *in_every_language("/quan-tri/"))


logger = logging.getLogger(__name__)

#: Parameters of GET forms that look for text: ours, Wagtail's, Oscar's dashboard, Django's admin.
SEARCH_PARAMETERS = frozenset(
    (
        *("q", "query", "search", "term", "title", "name", "email", "upc", "order_number"),
        *("product_title", "partner_sku", "username", "code", "voucher"),
    )
)

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class AdminPolicyMiddleware:
    """Relaxes the shop's strict content policy for dashboard, CMS and admin, whose scripts are inline."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.relaxed = csp_replace(
            {
                "script-src": ["'self'", "'unsafe-inline'", "'unsafe-eval'"],
                "style-src": ["'self'", "'unsafe-inline'"],
                "img-src": ["'self'", "data:", "blob:"],
                "frame-ancestors": ["'self'"],
                "frame-src": ["'self'"],
            }
        )(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Choose the policy by path."""
        if request.path_info.startswith(STAFF_PATHS):
            return self.relaxed(request)
        return self.get_response(request)


class QuestionLimitMiddleware:
    """Cuts what the staff search for to a size that every search can afford.

    Our own searches ask catalogue.text.question themselves, and say when they cut; those of Wagtail,
    Oscar and Django's admin, which put a condition for each word, are reached here alone.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on with shorter questions."""
        if request.META.get("QUERY_STRING") and request.path_info.startswith(STAFF_PATHS):
            cut = {
                name: [_affordable(value) for value in request.GET.getlist(name)]
                for name in SEARCH_PARAMETERS & request.GET.keys()
            }
            if any(values != request.GET.getlist(name) for name, values in cut.items()):
                parameters = request.GET.copy()
                for name, values in cut.items():
                    parameters.setlist(name, values)
                request.GET = parameters  # type: ignore[assignment]  # as Django's own tests do
        return self.get_response(request)


def _affordable(text: str) -> str:
    """Return the text as it is unless it is too long, counted after folding."""
    cut = question(text)
    return text if cut == one_line(text) else cut


class NotFoundPageMiddleware:
    """Shows the shop's own 404 where Django, with DEBUG, would show a list of URL patterns."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 404 for a view that raised Http404."""
        return not_found(request, exception) if isinstance(exception, Http404) else None


class StillLoadingMiddleware:
    """Answers 503 with Retry-After while search loads a large catalogue."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a view that raised StillLoading."""
        return still_loading(request) if isinstance(exception, StillLoading) else None


class DatabaseUnavailableMiddleware:
    """Answers 503 with Retry-After while the database is away, restarts, is locked or full.

    Errors of views come here; those of other middleware reach the same page by way of handler500.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a view that the database failed; a mistake in a query stays an error."""
        if not is_database_unavailable(exception):
            return None
        logger.error("the database is unavailable: %s", request.path, exc_info=exception)
        return database_unavailable(request)
