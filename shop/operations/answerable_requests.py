"""Which requests are answered at all: methods, keys and forms that no page of ours can bring."""

import json
import logging
import re
from typing import Any
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.http.response import HttpResponseBase
from django.utils.datastructures import MultiValueDictKeyError

from shop.operations.middleware import CMS_PATH, STAFF_PATHS, GetResponse
from shop.storefront.error_pages import bad_request, not_found

logger = logging.getLogger(__name__)

#: What browsers send for links and forms. Generic views take more and then miss their form.
METHODS = ("GET", "HEAD", "OPTIONS", "POST")
#: Wagtail's scripts send these as well.
MORE_METHODS = {
    "wagtailadmin_dismissibles": "PATCH",
    "wagtailadmin_pages:preview_on_add": "DELETE",
    "wagtailadmin_pages:preview_on_edit": "DELETE",
}
#: What Wagtail's choosers read as keys and pages without looking: up to 9 digits, or nothing.
CMS_NUMBERS = ("id", "p", "page", "parent_page_id", "target_pages[]")
CMS_NUMBER = re.compile(r"[0-9]{1,9}|", re.ASCII)
#: Parts of addresses that Wagtail reads as keys; converters check only those of the int kind.
CMS_KEYS = ("pk", "object_id")
#: No table has more rows, and neither database compares its keys with larger numbers.
LARGEST_KEY = 2**31 - 1
#: How Django says that a key is no number, and Python that the order of a block is none.
NO_NUMBER, NO_ORDER = "expected a number but got", "invalid literal for int()"
#: How many rows a list in a form may have, and where it counts them. Django makes every one of them,
#: up to two thousand, whatever was sent; Django's own limit of fields lets no form be larger.
MOST_ROWS = 300
COUNTS_ROWS = "-TOTAL_FORMS"
NUL = "\0"
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class AnswerableRequestMiddleware:
    """Answers 405 for methods that no page serves, 404 for keys that no row can have, and 400 for a
    NUL in path, query, cookie or form, be it written as JSON.

    No name, price or search holds a NUL; PostgreSQL refuses it in any text, so that each view that
    looks one up would fail on its own. Neither database stores half a surrogate pair, which only
    JSON can bring, and no form nests its values by the thousand, or counts rows that it cannot hold.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look at the address before anybody else reads it."""
        query = unquote_to_bytes(request.META.get("QUERY_STRING", ""))
        if NUL in request.path_info or b"\0" in query:
            return bad_request(request)
        if any(NUL in value for value in request.COOKIES.values()):
            return bad_request(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        """Look at the method, then at what a form brought."""
        match = request.resolver_match
        more = MORE_METHODS.get(match.view_name) if match else None
        if request.method not in METHODS and request.method != more:
            return HttpResponseNotAllowed(METHODS)
        is_cms = request.path_info.startswith(CMS_PATH)
        if match and not all(_may_be_key(*item, is_cms=is_cms) for item in match.kwargs.items()):
            return not_found(request)
        if is_cms and not _is_for_cms(request.GET):
            return bad_request(request)
        if request.method == "POST" and any(map(_is_unanswerable, request.POST.lists())):
            return bad_request(request)
        if request.method == "PATCH" and not _is_storable_object(request.body):
            return bad_request(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 400 where the staff asked for a day outside the calendar or for a row without a
        number, or a part of a form of Wagtail's that a script fills is missing or nonsense; it
        stands in the log.
        """
        is_cms = request.path_info.startswith(CMS_PATH)
        if request.path_info.startswith(STAFF_PATHS) and _is_unreadable(exception, is_cms=is_cms):
            logger.warning("unreadable request: %s", request.path, exc_info=exception)
            return bad_request(request)
        return None


def _is_unreadable(exception: Exception, *, is_cms: bool) -> bool:
    """Whether an error of a page of the staff comes of what was sent, not of the page."""
    if isinstance(exception, (OverflowError, MultiValueDictKeyError)):
        return True
    if not isinstance(exception, ValueError):
        return False
    is_block = isinstance(exception, json.JSONDecodeError) or NO_ORDER in str(exception)
    return NO_NUMBER in str(exception) or (is_cms and is_block)


def _may_be_key(name: str, value: object, *, is_cms: bool) -> bool:
    """Whether a part of an address that stands for a row can be the key of one."""
    if isinstance(value, int):
        return abs(value) <= LARGEST_KEY
    is_key = is_cms and name in CMS_KEYS
    return not is_key or bool(value and CMS_NUMBER.fullmatch(str(value)))


def _is_for_cms(query: QueryDict) -> bool:
    """Whether keys, pages and the way on in a query are such that Wagtail can read them."""
    numbers = (value for name in CMS_NUMBERS for value in query.getlist(name))
    leads_on = all(value.startswith("/") for value in query.getlist("next") if value)
    return leads_on and all(map(CMS_NUMBER.fullmatch, numbers))


def _is_unanswerable(parameter: tuple[str, list[Any]]) -> bool:
    """Whether a field of a form holds what no database stores, or counts too many rows."""
    return _holds_unstorable(parameter) or _counts_too_many(parameter)


def _counts_too_many(parameter: tuple[str, list[Any]]) -> bool:
    name, values = parameter
    counts = (str(value) for value in values if name.endswith(COUNTS_ROWS))
    return any(len(count) > 9 or (count.isdecimal() and int(count) > MOST_ROWS) for count in counts)


def _holds_unstorable(parameter: tuple[str, list[Any]]) -> bool:
    name, values = parameter
    return NUL in name or any(map(_is_unstorable, values))


def _is_unstorable(value: object) -> bool:
    """Whether no database can hold a text, or what is written in it as JSON."""
    text = str(value)
    if UNSTORABLE.search(text):
        return True
    if not text.startswith(("{", "[")):
        return False
    try:
        return UNSTORABLE.search(_texts_of(json.loads(text))) is not None
    except RecursionError:
        return True
    except ValueError:
        return False  # a text that begins like that


def _is_storable_object(body: bytes) -> bool:
    """Whether a body is a JSON object as Wagtail's scripts PATCH it."""
    try:
        written = json.loads(body)
        return isinstance(written, dict) and not UNSTORABLE.search(_texts_of(written))
    except (ValueError, RecursionError):
        return False


def _texts_of(value: object) -> str:
    """Return every text in a JSON value, keys as well, one after the other."""
    texts: list[str] = []
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting += [*item.keys(), *item.values()]
        elif isinstance(item, list):
            waiting += item
        elif isinstance(item, str):
            texts.append(item)
    return " ".join(texts)
