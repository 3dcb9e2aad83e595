"""Marks words of another language, so that they are read aloud and hyphenated as what they are."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()
_MARK = mark_safe(' lang="vi"')


@register.simple_tag
def vietnamese(is_foreign: bool = True) -> SafeString:
    """Write lang="vi" where the page is in another language: names, addresses, people's words."""
    is_home = (get_language() or "vi").startswith("vi")
    return "" if is_home or not is_foreign else _MARK


@register.filter
def in_vietnamese(text: str) -> SafeString | str:
    """Wrap a Vietnamese name within a sentence of another language."""
    if not text or (get_language() or "vi").startswith("vi"):
        return text
    return format_html('<span lang="vi">{}</span>', text)
