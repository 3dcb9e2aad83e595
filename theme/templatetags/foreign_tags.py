"""Marks words of another language, so that they are read aloud and hyphenated as what they are."""

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()
#: Letters that only Vietnamese has among the languages of the site.
_LETTERS = re.compile(
    r"[ăâđêôơưĂÂĐÊÔƠƯ\u0300-\u0309\u0323\u1ea0-\u1ef9áàãéèíìĩóòõúùũýÁÀÃÉÈÍÌĨÓÒÕÚÙŨÝ]"
)
_MARK = mark_safe(' lang="vi"')


@register.simple_tag
def vietnamese(is_foreign: bool = True) -> SafeString | str:
    """Write lang="vi" where the page is in another language: names, addresses, people's words."""
    is_home = (get_language() or "vi").startswith("vi")
    return "" if is_home or not is_foreign else _MARK


@register.filter
def in_vietnamese(text: str) -> SafeString | str:
    """Mark a name or sentence as Vietnamese, if it is and the page is in another language."""
    if not text or (get_language() or "vi").startswith("vi") or not is_vietnamese(text):
        return text
    return format_html('<span lang="vi">{}</span>', text)


@register.filter
def vietnamese_name(name: str) -> SafeString | str:
    """Mark the name of a product or its producer: one Vietnamese letter is enough in a name."""
    if not name or (get_language() or "vi").startswith("vi") or not _LETTERS.search(name):
        return name
    return format_html('<span lang="vi">{}</span>', name)


@register.filter
def is_vietnamese(text: str) -> bool:
    """Whether a quarter of the words have letters that only Vietnamese has.

    An English sentence that quotes one name stays English.
    """
    words = str(text or "").split()
    return bool(words) and 4 * sum(bool(_LETTERS.search(word)) for word in words) >= len(words)
