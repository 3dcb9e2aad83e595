"""The address of a page as its name in the cache: the same page has one, and hostile ones none."""

import re
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict

#: What chooses between pages that many people see; anything else is answered afresh.
CHOICES = frozenset(("nhom", "tinh", "vung", "sao", "nsx", "loai", "con_hang", "sap_xep", "trang"))
#: What advertisers and networks add to any link; it never changes a page.
TRACKERS = re.compile(
    r"utm_\w+|fbclid|gclid|gbraid|wbraid|msclkid|ttclid|zarsrc|zalo_\w+|mc_[ce]id"
)
#: More choices than this are one of millions of combinations: each is seen by hardly anyone.
MOST_CHOICES = 4
MOST_PAGES = 50
LONGEST_PATH = 200
_VALUE = re.compile(r"-?[a-z0-9][a-z0-9_-]{0,59}")


class PageAddress(NamedTuple):
    """One page of the site; `query` holds its choices in a fixed order."""

    origin: str
    path: str
    query: str


def page_address(request) -> PageAddress | None:
    """Return the name of the page asked for, or None when it may not be kept.

    Raises DisallowedHost as request.get_host() does.
    """
    path = request.path_info
    if len(path) > LONGEST_PATH:
        return None
    raw = request.META.get("QUERY_STRING", "")
    query = _normal(raw) if raw else ""
    if query is None:
        return None
    return PageAddress(f"{request.scheme}://{request.get_host()}", path, query)


def _normal(raw: str) -> str | None:
    """Return the choices in a fixed order without repetition, None for what is not kept."""
    if len(raw) > 500:
        return None
    found = set()
    for name, values in QueryDict(raw).lists():
        if TRACKERS.fullmatch(name):
            continue
        given = {value for value in values if value}
        if given and (name not in CHOICES or not all(map(_VALUE.fullmatch, given))):
            return None
        found |= {(name, value) for value in given}
    pages = [value for name, value in found if name == "trang"]
    if len(found) > MOST_CHOICES or len(pages) > 1 or not all(map(_near, pages)):
        return None
    return urlencode(sorted(found))


def _near(page: str) -> bool:
    return page.isdecimal() and 0 < int(page) <= MOST_PAGES
