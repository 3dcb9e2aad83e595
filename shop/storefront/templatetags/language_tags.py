"""What the head and the foot of a page say about its languages; nothing here asks a database."""

from django import template
from django.conf import settings
from django.template import Context
from django.utils.translation import get_language

from catalogue.paths import absolute_url
from shop.storefront import languages

register = template.Library()


@register.simple_tag(takes_context=True)
def language_versions(context: Context) -> list[languages.LanguageVersion]:
    """Return this very page, query included, in each language."""
    request = context.get("request")
    return languages.language_versions(request.get_full_path()) if request else []


@register.simple_tag(takes_context=True)
def canonical(context: Context) -> str:
    """Return the canonical URL."""
    request = context.get("request")
    return languages.canonical_url(request, context.get("canonical_url") or "") if request else ""


@register.simple_tag
def alternates(url: str) -> list[tuple[str, str]]:
    """Return the URLs of a page by language, for search engines."""
    return languages.alternate_urls(url) if url else []


@register.simple_tag
def share_locale() -> str:
    """Return the reader's language as Open Graph writes it."""
    return languages.LOCALES.get(get_language() or "", languages.LOCALES[settings.LANGUAGE_CODE])


@register.simple_tag
def html_lang() -> str:
    """Return the reader's language as HTML writes it."""
    return languages.TAGS.get(get_language() or "", settings.LANGUAGE_CODE)


@register.filter
def absolute(url: str) -> str:
    """Return a URL with scheme and host."""
    return url if "://" in (url or "") else absolute_url(url or "")
