"""Forms of pages that are shown to everyone carry no token: the browser itself says who sends them."""

from django.utils.deprecation import MiddlewareMixin

from shop.operations.middleware import BACK_OFFICE

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


class SameOriginMiddleware(MiddlewareMixin):
    """Lets a request through that a page of this very site has sent; stands before Django's check.

    Other sites cannot forge Sec-Fetch-Site or Origin. Where neither says so, Django asks for the
    token as ever; the back offices always need one.
    """

    def process_view(self, request, view, args, kwargs):
        """Tell Django's check that it may rest."""
        back_office = request.path_info.startswith(BACK_OFFICE)
        if request.method not in SAFE and not back_office and from_this_site(request):
            request.csrf_processing_done = True


def from_this_site(request) -> bool:
    """Whether the browser says that this origin, not merely this domain, has sent the request."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin == f"{request.scheme}://{request.get_host()}"
