"""Paths of pages: in the languages of the site, and of what the catalogue links to.

Vietnamese has no prefix, every other language its code. The names of the URLs belong to the
catalogue, as Oscar's "catalogue:detail" does; the storefront answers them.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, pgettext


def path_in_language(path: str, language: str) -> str:
    """Return the path (with or without a query) of the same page in that language."""
    for code, _name in settings.LANGUAGES:
        if path == f"/{code}" or path.startswith((f"/{code}/", f"/{code}?")):
            path = path[len(code) + 1 :]
            path = path if path.startswith("/") else f"/{path}"
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


def in_every_language(*paths: str) -> tuple[str, ...]:
    """Return these paths as they begin in each language of the site."""
    codes = [code for code, _name in settings.LANGUAGES]
    return tuple(path_in_language(path, code) for path in paths for code in codes)


def localized_path(path: str) -> str:
    """Return a Vietnamese path as the reader of this page goes there."""
    return path_in_language(path, get_language() or settings.LANGUAGE_CODE)


def home_crumb() -> tuple[str, str]:
    """Return (label, path) of the first crumb of every page."""
    return pgettext("crumb", "Home"), localized_path("/")


def absolute_url(path: str) -> str:
    """Return a URL that works outside the site: in a head, an e-mail, a feed or a file."""
    return settings.SITE_URL + path


def group_path(slug: str) -> str:
    """Return the path of a sector or group."""
    return reverse("catalogue:group", kwargs={"slug": slug})


def region_path(slug: str) -> str:
    """Return the path of a region."""
    return reverse("catalogue:region", kwargs={"slug": slug})


def province_path(slug: str) -> str:
    """Return the path of a province."""
    return reverse("catalogue:province", kwargs={"slug": slug})


def producer_path(slug: str) -> str:
    """Return the path of a producer."""
    return reverse("catalogue:producer", kwargs={"slug": slug})


def certificate_path(public_id: str) -> str:
    """Return the path of the public record of a certificate (Certificate.public_id)."""
    return reverse("catalogue:certificate", kwargs={"code": public_id})


def report_star_path(slug: str = "") -> str:
    """Return the path on which a false star is reported; `slug` of a product fills the form in."""
    path = reverse("star_report")
    return f"{path}?san-pham={slug}" if slug else path
