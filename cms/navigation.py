"""Links that many pages show to pages of editors: only to those that anyone may read today."""

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext as _
from wagtail.models import Page

from catalogue.paths import localized_path
from cms.models import ProvinceIndexPage, StoryIndexPage
from cms.models.base import FIRST_LEVEL_DEPTH
from cms.models.translation import reads_vietnamese

SECONDS = 3600
#: What headers, crumbs and sections lead to, by slug, besides the standing pages of the footer.
SECTIONS = (StoryIndexPage.fixed_slug, ProvinceIndexPage.fixed_slug)


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page directly under home that anyone may read; `standing`: a footer shows it."""

    slug: str
    title: str
    title_en: str
    standing: bool


def open_pages(version: int) -> list[OpenPage]:
    """Return the public pages of the first level in tree order, read once a version of the pages."""
    key = f"open-pages:{version}"
    pages = cache.get(key)
    if pages is None:
        public = Page.objects.live().public().filter(depth=FIRST_LEVEL_DEPTH, alias_of=None)
        rows = public.order_by("path").values_list(
            "slug", "title", "standardpage__title_en", "standardpage__pk"
        )
        pages = [
            OpenPage(slug, title, english or "", bool(standing))
            for slug, title, english, standing in rows
        ]
        cache.set(key, pages, SECONDS)
    return pages


def standing_links(pages: list[OpenPage]) -> list[tuple[str, str]]:
    """Return (title, path) of the standing pages, which every footer shows (NĐ 248/2026 Đ.4–15)."""
    return [
        (
            page.title if reads_vietnamese() or not page.title_en else page.title_en,
            localized_path(f"/{page.slug}/"),
        )
        for page in pages
        if page.standing
    ]


def policy_links(pages: list[OpenPage]) -> list[tuple[str, str]]:
    """Return (label, path) of the rules that a buyer agrees to, as far as they are published."""
    labels = {
        "dieu-khoan": _("Terms of sale"),
        "giao-hang-va-phi": _("Delivery and costs"),
        "doi-tra": _("Exchange and return"),
        "khieu-nai": _("Complaints"),
        "quyen-rieng-tu": _("Privacy"),
    }
    slugs = {page.slug for page in pages}
    return [(label, localized_path(f"/{slug}/")) for slug, label in labels.items() if slug in slugs]


def closed_paths(pages: list[OpenPage]) -> frozenset[str]:
    """Return the paths of sections that would answer 404 or ask for a password: nothing links there."""
    slugs = {page.slug for page in pages}
    return frozenset(localized_path(f"/{slug}/") for slug in SECTIONS if slug not in slugs)
