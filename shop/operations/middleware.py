"""Middleware of the whole site: the content policy of staff pages, and three error pages."""

import logging
from collections.abc import Callable

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from search.engines.refreshing_cache import StillLoading
from shop.storefront.error_pages import (
    database_unavailable,
    is_database_unavailable,
    not_found,
    still_loading,
)

STAFF_PATHS = ("/quan-tri/", "/cms/", "/django-admin/", "/en/quan-tri/")


logger = logging.getLogger(__name__)

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
