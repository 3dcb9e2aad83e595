"""Slugs: a page directly under home may not take a word that the shop answers to."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils.translation import gettext as _

#: Sellers are told of a workspace of their own at this word.
PROMISED_WORDS = ("nguoi-ban",)
_FIRST_WORD = re.compile(r"\^?([\w-][\w.-]*)")


@lru_cache(maxsize=1)
def reserved_words() -> frozenset[str]:
    """Return the first URL segments of the shop, from the URLconf, and every language's prefix.

    A language that a setting turns on later hides no page. Wagtail stands last in the URLconf: a
    page with one of these slugs would save and never show.
    """
    words = {*LANG_INFO, *PROMISED_WORDS}
    words |= {settings.STATIC_URL.strip("/"), settings.MEDIA_URL.strip("/")}
    return frozenset(words.union(_first_words(get_resolver().url_patterns)))


def validate_first_level_slug(slug: str) -> None:
    """Raise ValidationError when a URL of the shop would hide a first-level page."""
    if slug in reserved_words():
        message = _("“%(slug)s” is an address of the shop: choose another.") % {"slug": slug}
        raise ValidationError({"slug": message})


def _first_words(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        is_prefix = isinstance(pattern.pattern, LocalePrefixPattern) or not str(pattern.pattern)
        if is_prefix and isinstance(pattern, URLResolver):
            yield from _first_words(pattern.url_patterns)
        elif match := _FIRST_WORD.match(str(pattern.pattern)):
            yield match.group(1)
