"""One page in several languages: its URLs for readers, search engines and social media."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from catalogue.paths import absolute_url, path_in_language

#: Names of the languages as their own readers write them, the codes that HTML wants, and where
#: those are spoken who share a page (Open Graph).
NAMES = {"vi": "Tiếng Việt", "en": "English", "zh-hans": "简体中文"}
TAGS = {"vi": "vi", "en": "en", "zh-hans": "zh-Hans"}
LOCALES = {"vi": "vi_VN", "en": "en_GB", "zh-hans": "zh_CN"}


@dataclass(frozen=True, slots=True)
class LanguageVersion:
    """The same page in one language: `tag` is for lang and hreflang."""

    code: str
    tag: str
    name: str
    url: str
    current: bool


def language_versions(path: str) -> list[LanguageVersion]:
    """Return the page at that path in each language that is switched on."""
    current_language = get_language() or settings.LANGUAGE_CODE
    return [
        LanguageVersion(
            code, TAGS[code], NAMES[code], path_in_language(path, code), code == current_language
        )
        for code, _name in settings.LANGUAGES
    ]


def canonical_url(request: HttpRequest, view_url: str = "") -> str:
    """Return the absolute URL for search engines: the view's choice, else the bare path."""
    return view_url or absolute_url(request.path)


def alternate_urls(url: str) -> list[tuple[str, str]]:
    """Return (hreflang, absolute URL) of a page in each language, and the x-default."""
    path = url.removeprefix(settings.SITE_URL)
    urls = [(version.tag, absolute_url(version.url)) for version in language_versions(path)]
    return [*urls, ("x-default", absolute_url(path_in_language(path, settings.LANGUAGE_CODE)))]
