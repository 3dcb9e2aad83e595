"""One address for each page: other names of the shop lead to that of SITE_URL, where that is asked for."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase

from shop.operations.middleware import GetResponse

#: Paths that machines ask by whatever name reaches this server.
EXEMPT_PATHS = ("/healthz", "/readyz", "/metrics")


class CanonicalHostMiddleware:
    """Redirects reads by another allowed host (www., an old domain) for good, with CANONICAL_HOST.

    Port, upper case and a trailing dot are no other host. Forms are answered where they were sent.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Redirect, or pass the request on."""
        is_read = request.method in ("GET", "HEAD")
        if settings.CANONICAL_HOST and is_read and request.path_info not in EXEMPT_PATHS:
            canonical = urlsplit(settings.SITE_URL).hostname
            if split_domain_port(request.get_host())[0] != canonical:
                return HttpResponsePermanentRedirect(settings.SITE_URL + request.get_full_path())
        return self.get_response(request)
