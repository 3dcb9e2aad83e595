"""Error pages, in the language of the URL."""

import errno
import sqlite3
import sys
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers

from catalogue.text import question
from search.engines.refreshing_cache import StillLoading
from search.suggestions import Suggestion, suggest
from shop.users.throttling import wait_in_minutes

#: Parts of a path that are no name: nothing similar is looked for.
ROUTE_WORDS = frozenset(
    [
        "san-pham",
        "nhom",
        "tinh",
        "vung",
        "nha-san-xuat",
        "cau-chuyen",
        "tim-kiem",
        "en",
        "static",
        "media",
    ]
)
MAX_SIMILAR = 6
MAX_LENGTH = 80
#: Seconds in which a large catalogue is loaded.
RETRY_AFTER = 5
#: Seconds in which a database restarts.
DATABASE_RETRY_AFTER = 30


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404 with a search box that holds the words of the path, and what is named alike."""
    words = words_in_path(request.path_info)
    context = {"similar": similar(words, request), "query": words, "noindex": True}
    return render(request, "404.html", context, status=404)


def gone(request: HttpRequest, since: datetime) -> HttpResponse:
    """Answer 410: a product that an authority has taken down; nobody but that page tells of it."""
    response = render(request, "410.html", {"since": since, "noindex": True}, status=410)
    add_never_cache_headers(response)
    return response


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403: another account may open it, this one may not."""
    return render(request, "403.html", {"noindex": True}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form that was open for too long, or sent from elsewhere."""
    request.csrf_refused = True  # type: ignore[attr-defined]  # read by UnsentFormMiddleware
    return render(request, "403_csrf.html", {"noindex": True}, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400 without asking anything of a request that cannot be trusted."""
    return render_bare(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 from what is on disk: database and cache may be what broke."""
    error = sys.exc_info()[1]
    if error is not None and is_database_unavailable(error):
        return database_unavailable(request)
    return render_bare(request, "500.html", status=500)


def maintenance(request: HttpRequest) -> HttpResponse:
    """Answer 503 and when to come back; nothing is asked of the database."""
    response = render_bare(request, "503.html", status=503)
    response["Retry-After"] = str(settings.MAINTENANCE_MINUTES * 60)
    return response


#: No space left on the device, or none for this user.
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)


def database_unavailable(request: HttpRequest) -> HttpResponse:
    """Answer 503 and when to try again; what was sent may be sent once more, orders are safe."""
    again = request.get_full_path() if request.method in ("GET", "HEAD") else ""
    response = render_bare(request, "503_database.html", status=503, again=again)
    response["Retry-After"] = str(DATABASE_RETRY_AFTER)
    return response


def is_database_unavailable(error: BaseException) -> bool:
    """Whether the database was away, locked, full or broken, and not the question put to it wrong.

    SQLite reports a wrong question (no such table) as OperationalError too; its code tells. A disk
    that is full for files is the same to whoever sent something.
    """
    if isinstance(error, OSError) and error.errno in DISK_FULL:
        return True
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    cause = error.__cause__
    return not (
        isinstance(cause, sqlite3.Error)
        and getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR
    )


def too_many_requests(request: HttpRequest, wait: int) -> HttpResponse:
    """Answer 429 and when to come back, `wait` seconds from now."""
    again = timezone.now() + timedelta(seconds=wait)
    response = render_bare(
        request, "429.html", status=429, minutes=wait_in_minutes(wait), again_at=again
    )
    response["Retry-After"] = str(wait)
    return response


def still_loading(request: HttpRequest) -> HttpResponse:
    """Answer 503 for the seconds in which search loads a large catalogue for the first time."""
    response = render_bare(
        request, "storefront/search_starting.html", status=503, again=request.get_full_path()
    )
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def render_bare(
    request: HttpRequest, template: str, *, status: int, **extra_context: Any
) -> HttpResponse:
    """Return a page without header, footer and session: the seller's numbers come from settings."""
    with translation.override(language_of(request.path_info)):
        context = {"seller": settings.OCOP_SELLER, "minutes": settings.MAINTENANCE_MINUTES}
        context |= extra_context
        response = HttpResponse(render_to_string(template, context), status=status)
    add_never_cache_headers(response)
    return response


def language_of(path: str) -> str:
    """Return the language of a path: its first part, or the default."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def words_in_path(path: str) -> str:
    """Return the last name in a path as words: /san-pham/mat-ong-rung-12/ → mat ong rung."""
    names = [part for part in path.split("/") if part and part not in ROUTE_WORDS]
    last = names[-1] if names else ""
    if "." in last:
        return ""
    words = [word for word in last.replace("_", "-").split("-") if word and not word.isdigit()]
    return question(" ".join(words), MAX_LENGTH)


def similar(words: str, request: HttpRequest) -> list[Suggestion]:
    """Return what begins like these words, then what begins like the first two of them.

    Never fails: a missing page must not become a server error.
    """
    if not words or connection.needs_rollback:
        return []
    beginnings = dict.fromkeys([words, " ".join(words.split()[:2])])
    try:
        for beginning in beginnings:
            sections = suggest(beginning, request).sections
            suggestions = [
                item for section in sections if section.kind != "search" for item in section.items
            ]
            if suggestions:
                return suggestions[:MAX_SIMILAR]
    except (DatabaseError, StillLoading):
        pass
    return []
