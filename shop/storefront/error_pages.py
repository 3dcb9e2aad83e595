"""Pages for what went wrong: each says so plainly, in the language of the address, and helps on."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from search.engines.refreshing_cache import StillReading
from search.query import clean_text
from search.suggestions import Suggestion, suggest

#: Parts of an address that are no name: nothing near them is looked for.
WORDS_OF_THE_SHOP = frozenset(
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
NEAR = 6
LONGEST = 80
#: When it is worth asking again what is still being read.
SECONDS = 5


def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    """Answer 404 with a search box that holds the address's words, and what is named alike."""
    words = words_of(request.path_info)
    context = {"near": near(words, request), "query": words, "noindex": True}
    return render(request, "404.html", context, status=404)


def forbidden(request: HttpRequest, exception=None) -> HttpResponse:
    """Answer 403: another account may open it, this one may not."""
    return render(request, "403.html", {"noindex": True}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form that was open for too long, or sent from elsewhere."""
    return render(request, "403_csrf.html", {"noindex": True}, status=403)


def bad_request(request: HttpRequest, exception=None) -> HttpResponse:
    """Answer 400 without asking anything of a request that cannot be trusted."""
    return bare(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 from what is on disk: database and cache may be what broke."""
    return bare(request, "500.html", status=500)


def maintenance(request: HttpRequest) -> HttpResponse:
    """Answer 503 and when to come back; nothing is asked of the database."""
    answer = bare(request, "503.html", status=503)
    answer["Retry-After"] = str(settings.MAINTENANCE_MINUTES * 60)
    return answer


def still_reading(request: HttpRequest) -> HttpResponse:
    """Answer 503 for the seconds in which search reads a large catalogue for the first time."""
    answer = bare(request, "storefront/search_starting.html", status=503, again=request.get_full_path())
    answer["Retry-After"] = str(SECONDS)
    return answer


def bare(request: HttpRequest, template: str, *, status: int, **more) -> HttpResponse:
    """Return a page without header, footer and session: the seller's numbers come from settings."""
    with translation.override(language_of(request.path_info)):
        context = {"seller": settings.OCOP_SELLER, "minutes": settings.MAINTENANCE_MINUTES}
        context |= more
        answer = HttpResponse(render_to_string(template, context), status=status)
    add_never_cache_headers(answer)
    return answer


def language_of(path: str) -> str:
    """Return the language that an address is in."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def words_of(path: str) -> str:
    """Return the last name in an address as words: /san-pham/mat-ong-rung-12/ → mat ong rung."""
    names = [part for part in path.split("/") if part and part not in WORDS_OF_THE_SHOP]
    last = names[-1] if names else ""
    if "." in last:
        return ""
    words = [word for word in last.replace("_", "-").split("-") if word and not word.isdigit()]
    return clean_text(" ".join(words))[:LONGEST]


def near(words: str, request: HttpRequest) -> list[Suggestion]:
    """Return what begins like these words, then what begins like the first two of them.

    Never fails: a page that is missing is no reason for another mishap.
    """
    if not words or connection.needs_rollback:
        return []
    beginnings = dict.fromkeys([words, " ".join(words.split()[:2])])
    try:
        for beginning in beginnings:
            sections = suggest(beginning, request).sections
            found = [item for each in sections if each.kind != "search" for item in each.items]
            if found:
                return found[:NEAR]
    except (DatabaseError, StillReading):
        pass
    return []
