"""Addresses in the languages of the site: Vietnamese has no prefix, every other one its code."""

from django.conf import settings
from django.utils.translation import get_language, pgettext


def mirrored(path: str, language: str) -> str:
    """Return the path (with or without a query) of the same page in that language."""
    for code, _name in settings.LANGUAGES:
        if path == f"/{code}" or path.startswith((f"/{code}/", f"/{code}?")):
            path = path[len(code) + 1 :]
            path = path if path.startswith("/") else f"/{path}"
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


def here(path: str) -> str:
    """Return a Vietnamese path as the reader of this page goes there."""
    return mirrored(path, get_language() or settings.LANGUAGE_CODE)


def home_crumb() -> tuple[str, str]:
    """Return (label, address) of the first crumb of every page."""
    return pgettext("crumb", "Home"), here("/")


def full_address(path: str) -> str:
    """Return an address that works outside the site: in a head, a letter, a feed or a file."""
    return settings.SITE_URL + path
