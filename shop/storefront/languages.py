"""One page in several languages: its addresses for readers, for search engines and for shares."""

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
class Version:
    """The same page in one language: `tag` is for lang and hreflang."""

    code: str
    tag: str
    name: str
    url: str
    current: bool


def versions(path: str) -> list[Version]:
    """Return the page at that path in each language that is switched on."""
    here = get_language() or settings.LANGUAGE_CODE
    return [
        Version(code, TAGS[code], NAMES[code], path_in_language(path, code), code == here)
        for code, _name in settings.LANGUAGES
    ]


def canonical(request: HttpRequest, chosen: str = "") -> str:
    """Return the whole address that search engines keep: the view's choice, else the bare path."""
    return chosen or absolute_url(request.path)


def alternates(address: str) -> list[tuple[str, str]]:
    """Return (hreflang, whole address) of a page in each language, and for who reads none."""
    path = address.removeprefix(settings.SITE_URL)
    found = [(each.tag, absolute_url(each.url)) for each in versions(path)]
    return [*found, ("x-default", absolute_url(path_in_language(path, settings.LANGUAGE_CODE)))]
