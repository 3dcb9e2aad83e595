"""A link in written text that leads nowhere is shown as its words alone.

Links that were chosen are without a target by then (cms.rich_text). Links that were pasted or typed
are only addresses: those of our own pages are looked up here.
"""

import re
from urllib.parse import unquote

from django.conf import settings
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils.safestring import SafeString, mark_safe
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from catalogue.paths import path_in_language

#: What is left of a chosen link that cannot be followed.
_DEAD_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)
_TYPED_LINK = re.compile(r'<a href="([^"#?]*)[^"]*">(.*?)</a>', re.DOTALL)
#: The view that answers what no page of the shop does: a page of the editors, or nothing.
_PAGES = "wagtail_serve"


def without_dead_links(html: str) -> SafeString:
    """Return rendered text with the words of links without a target, and not their tags."""
    text = _DEAD_LINK.sub(r"\1", html)
    typed = {link[1]: _path(link[1]) for link in _TYPED_LINK.finditer(text)}
    dead = _dead_paths({path for path in typed.values() if path})
    if dead:
        text = _TYPED_LINK.sub(lambda link: link[2] if typed[link[1]] in dead else link[0], text)
    return mark_safe(text)  # noqa: S308 - rendered by Wagtail


def _path(address: str) -> str:
    """Return the Vietnamese path of an address that a page of the editors may have, else nothing."""
    local = address.removeprefix(settings.SITE_URL)
    if not local.startswith("/") or local.startswith("//"):
        return ""
    path = path_in_language(unquote(local), settings.LANGUAGE_CODE)
    path = path if path.endswith("/") else f"{path}/"
    try:
        return path if resolve(path).view_name == _PAGES else ""
    except Resolver404:
        return ""


def _dead_paths(paths: set[str]) -> set[str]:
    """Return those at which nobody finds a page today, not even by a redirect."""
    if not paths:
        return set()
    roots = [root.root_path.rstrip("/") for root in Site.get_site_root_paths()]
    public = Page.objects.live().public()
    known = public.filter(url_path__in=[root + path for root in roots for path in paths])
    found = set(known.values_list("url_path", flat=True))
    left = {path for path in paths if not found & {root + path for root in roots}}
    if not left:
        return left
    old = {
        Redirect.normalise_path(path_in_language(path, code)): path
        for path in left
        for code, _name in settings.LANGUAGES
    }
    leads_on = Q(redirect_page=None) | Q(redirect_page__in=public)
    kept = Redirect.objects.filter(leads_on, old_path__in=old)
    return left - {old[path] for path in kept.values_list("old_path", flat=True)}
