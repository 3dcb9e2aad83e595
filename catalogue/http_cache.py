"""Who may keep an answer, and for how long: nobody past a revocation or midnight in Vietnam."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag

#: Anyone may keep it but asks each time: a certificate may have just ended.
FOR_ALL = "public, max-age=0, must-revalidate"
#: The same for one visitor alone.
FOR_ONE = "private, no-cache"


def shared(view: Callable) -> Callable:
    """Mark a view whose page may be kept whole and shown to every visitor without a session.

    Such a page shows nothing of a basket or a person, and its forms carry no token: they are
    known by where they come from. Decorate a function, or `dispatch` of a class.
    """
    view.shared = True
    return view


def is_shared(request) -> bool:
    """Whether the page being made will be shown to others too."""
    return getattr(request, "shared", False)


def asked_each_time(request: HttpRequest, answer: HttpResponse, keeping: str) -> HttpResponse:
    """Return a whole answer that may be kept as FOR_ALL or FOR_ONE say, or 304 for one unchanged."""
    answer["Cache-Control"] = keeping
    set_response_etag(answer)
    return get_conditional_response(request, etag=answer["ETag"], response=answer)
