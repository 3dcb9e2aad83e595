"""Drawings that come again and again: written once by their component, then said from memory."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
CACHE_SIZE = 2048


@register.simple_tag
def drawn(component: str, **values: object) -> SafeString:
    """Write a component that shows nothing but what it is given: words, numbers, frozen objects.

    Covers and seals were half of the work of a list of cards.
    """
    if settings.DEBUG:
        return render_to_string(component, values)
    static = settings.STORAGES["staticfiles"]["BACKEND"], settings.STATIC_URL
    return _drawn(component, tuple(values.items()), get_language(), static)


@lru_cache(maxsize=CACHE_SIZE)
def _drawn(component: str, values: tuple, language: str, static: tuple) -> SafeString:
    """Draw it; the language and the URLs of static files are part of every drawing."""
    return render_to_string(component, dict(values))
