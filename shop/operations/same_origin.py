"""Forms of publicly cacheable pages carry no CSRF token: the browser's headers say who sent them."""

from django.http import HttpRequest
from django.utils.deprecation import MiddlewareMixin

from shop.operations.middleware import STAFF_PATHS

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


class SameOriginMiddleware(MiddlewareMixin):
    """Lets requests sent by a page of this site pass Django's check, before which it stands.

    Other sites cannot forge Sec-Fetch-Site or Origin. Where neither says so, Django asks for the
    token as ever; the pages of staff always need one.
    """

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> None:
        """Mark the request as checked."""
        is_for_staff = request.path_info.startswith(STAFF_PATHS)
        if request.method not in SAFE and not is_for_staff and from_this_site(request):
            request.csrf_processing_done = True  # type: ignore[attr-defined]  # Django's own mark


def from_this_site(request: HttpRequest) -> bool:
    """Whether the browser says that this origin, not merely this domain, has sent the request."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin == f"{request.scheme}://{request.get_host()}"
