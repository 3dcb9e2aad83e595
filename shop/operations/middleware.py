"""Policies by address: back offices bring inline scripts of their own; a laptop shows our pages."""

from csp.decorators import csp_replace
from django.http import Http404

from search.engines.refreshing_cache import StillReading
from shop.storefront.error_pages import not_found, still_reading

BACK_OFFICE = ("/quan-tri/", "/cms/", "/django-admin/", "/en/quan-tri/")


class AdminPolicyMiddleware:
    """Replaces the shop's strict content policy under the back offices' addresses only."""

    def __init__(self, get_response):
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

    def __call__(self, request):
        """Answer the request under the policy of its address."""
        if request.path_info.startswith(BACK_OFFICE):
            return self.relaxed(request)
        return self.get_response(request)


class OwnPagesMiddleware:
    """Shows the shop's own page for what is missing where Django would show a list of addresses."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Let the request through."""
        return self.get_response(request)

    def process_exception(self, request, exception):
        """Answer for a view that found nothing."""
        return not_found(request, exception) if isinstance(exception, Http404) else None


class StillReadingMiddleware:
    """Lets nobody wait while search reads a large catalogue: says so, and when to ask again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Let the request through."""
        return self.get_response(request)

    def process_exception(self, request, exception):
        """Answer for a view that would have to wait."""
        return still_reading(request) if isinstance(exception, StillReading) else None
