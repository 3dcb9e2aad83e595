"""The cache key of a page: one for each page, none for URLs that would only fill the cache."""

import re
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.http.request import split_domain_port, validate_host

#: Parameters that choose between pages which many people see; a page with any other is not cached.
CACHED_PARAMETERS = frozenset(
    (
        *("nhom", "tinh", "vung", "sao", "nsx", "loai", "tieu_chuan"),
        *("con_hang", "sap_xep", "trang"),
    )
)
#: What advertisers and networks add to any link; it never changes a page.
TRACKING_PARAMETERS = re.compile(
    r"utm_\w+|fbclid|gclid|gbraid|wbraid|gad_\w+|dclid|msclkid|ttclid|twclid|yclid|igsh(?:id)?|srsltid"
    r"|zarsrc|zalo_\w+|mc_[ce]id|_ga|_gl|_hs\w+|mkt_tok|vero_id|mtm_\w+|pk_\w+",
    re.IGNORECASE,
)
#: More values than this are one of millions of combinations: each is seen by hardly anyone.
MAX_VALUES = 4
MAX_PAGE_NUMBER = 50
MAX_PATH_LENGTH = 200
MAX_QUERY_LENGTH = 500
_VALUE = re.compile(r"-?[a-z0-9][a-z0-9_-]{0,59}")


class CacheKey(NamedTuple):
    """One page of the site; `query` holds its parameters in a fixed order."""

    origin: str
    path: str
    query: str


def cache_key(request: HttpRequest) -> CacheKey | None:
    """Return the key of the requested page, None when it may not be cached.

    Raises DisallowedHost as request.get_host() does.
    """
    path = request.path_info
    if len(path) > MAX_PATH_LENGTH:
        return None
    query_string = request.META.get("QUERY_STRING", "")
    query = _normalized_query(query_string) if query_string else ""
    if query is None:
        return None
    return CacheKey(f"{request.scheme}://{_served_host(request)}", path, query)


def _served_host(request: HttpRequest) -> str:
    """Return the host without port, upper case and trailing dot, which change no page.

    Of the many names that a wildcard of ALLOWED_HOSTS allows, all have the same pages.
    """
    host = split_domain_port(request.get_host())[0]
    if host in settings.ALLOWED_HOSTS:
        return host
    matching = (pattern for pattern in settings.ALLOWED_HOSTS if validate_host(host, [pattern]))
    return next(matching, host)


def _normalized_query(query_string: str) -> str | None:
    """Return the parameters in a fixed order without repetition, None if they are not cached."""
    if len(query_string) > MAX_QUERY_LENGTH:
        return None
    pairs = set()
    for name, all_values in QueryDict(query_string).lists():
        if TRACKING_PARAMETERS.fullmatch(name):
            continue
        values = {value for value in all_values if value}
        if values and (name not in CACHED_PARAMETERS or not all(map(_VALUE.fullmatch, values))):
            return None
        pairs |= {(name, value) for value in values}
    pages = [value for name, value in pairs if name == "trang"]
    if len(pairs) > MAX_VALUES or len(pages) > 1 or not all(map(_is_cached_page_number, pages)):
        return None
    return urlencode(sorted(pairs))


def _is_cached_page_number(value: str) -> bool:
    return value.isdecimal() and 0 < int(value) <= MAX_PAGE_NUMBER
