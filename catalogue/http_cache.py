"""HTTP caching: every copy is asked about again, because a certificate may have just ended."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag

View = TypeVar("View", bound=Callable[..., Any])

#: Values of Cache-Control: anyone may store a copy, or the visitor's browser alone; both ask first.
PUBLIC = "public, max-age=0, must-revalidate"
PRIVATE = "private, no-cache"


def publicly_cacheable(view: View) -> View:
    """Mark a view whose whole page may be stored and sent to every visitor without a session.

    Such a page shows nothing of a basket or a person, and its forms carry no CSRF token:
    SameOriginMiddleware checks them instead. Decorate a function, or `dispatch` of a class.
    """
    view.publicly_cacheable = True  # type: ignore[attr-defined]  # read by the page cache
    return view


def is_publicly_cacheable(request: HttpRequest) -> bool:
    """Whether the page being made will be sent to other visitors too."""
    return getattr(request, "publicly_cacheable", False)


def revalidate_public(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the response for any cache to store and ask about, or 304 if it is unchanged."""
    return _revalidate(request, response, PUBLIC)


def revalidate_private(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same for the visitor's browser alone."""
    return _revalidate(request, response, PRIVATE)


def _revalidate(request: HttpRequest, response: HttpResponse, policy: str) -> HttpResponse:
    response["Cache-Control"] = policy
    set_response_etag(response)
    # With a response to hand back there is always one.
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    return answer or response
