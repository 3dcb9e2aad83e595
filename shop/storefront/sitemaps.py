"""The maps of the site: one a kind, in parts, each URL in every language of the page.

A part is written once a page version (shop.storefront.page_cache.version) and cached compressed.
"""

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import F, Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape

from catalogue.clock import VIETNAM
from catalogue.http_cache import revalidate_public
from catalogue.models import ClassificationNode, Product, Province, Region
from catalogue.paths import absolute_url, certificate_path
from cms.models import HomePage, ProvinceIndexPage, StandardPage, StoryIndexPage, StoryPage
from shop.storefront.certificate.lookup import public_certificates
from shop.storefront.languages import alternate_urls
from shop.storefront.page_cache.version import current_page_version

#: URLs of one part, before each is written in its languages: far below the 50,000 allowed.
ENTRIES_PER_PART = 5000
SECONDS = 24 * 3600
_XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML_NAMESPACE = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One page: its Vietnamese path, when it last changed, and whether other languages have it."""

    path: str
    changed: datetime | None = None
    translated: bool = True


@dataclass(frozen=True, slots=True)
class SitemapSection:
    """All pages of a kind: how many, the last change, and a slice of them in a stable order."""

    size: Callable[[], int]
    part: Callable[[int, int], list[SitemapEntry]]


def _products(first: int, last: int) -> list[SitemapEntry]:
    pattern = _url_pattern("catalogue:detail", "product_slug")
    rows = Product.objects.public().order_by("pk").values_list("slug", "date_updated")
    return [SitemapEntry(pattern.format(slug), changed) for slug, changed in rows[first:last]]


def _certificates(first: int, last: int) -> list[SitemapEntry]:
    rows = public_certificates().ever_verified().only("code", "withdrawn_at").order_by("pk")
    return [SitemapEntry(certificate_path(row.public_id)) for row in rows[first:last]]


def _producers(first: int, last: int) -> list[SitemapEntry]:
    pattern = _url_pattern("catalogue:producer", "slug")
    rows = (
        _last_change_by("producer__slug").filter(producer__isnull=False).order_by("producer__slug")
    )
    return [SitemapEntry(pattern.format(slug), changed) for slug, changed in rows[first:last]]


def _producer_count() -> int:
    return Product.objects.public().order_by().values("producer").distinct().count()


def _groups() -> list[SitemapEntry]:
    pattern = _url_pattern("catalogue:group", "slug")
    changed = {
        **dict(_last_change_by("classification__sector__slug")),
        **dict(_last_change_by("classification__group__slug")),
    }
    slugs = ClassificationNode.objects.browsable().values_list("slug", flat=True)
    return [SitemapEntry(pattern.format(slug), changed.get(slug)) for slug in slugs]


def _places() -> list[SitemapEntry]:
    entries = []
    for name, model, field in (
        ("region", Region, "province__region__slug"),
        ("province", Province, "province__slug"),
    ):
        pattern, changed = _url_pattern(f"catalogue:{name}", "slug"), dict(_last_change_by(field))
        slugs = model.objects.values_list("slug", flat=True)
        entries += [SitemapEntry(pattern.format(slug), changed.get(slug)) for slug in slugs]
    return entries


def _stories() -> list[SitemapEntry]:
    rows = StoryPage.objects.published().order_by("pk")
    return [
        SitemapEntry(
            f"/{StoryIndexPage.fixed_slug}/{story.slug}/",
            story.last_published_at,
            translated=story.is_translated,
        )
        for story in rows.only("slug", "last_published_at", "title_en", "body_en")
    ]


def _pages() -> list[SitemapEntry]:
    names = ("catalogue:index", "newly_certified_page", "star_check", "catalogue:ledger")
    entries = [SitemapEntry(reverse(name)) for name in names]
    for model, pattern in (
        (HomePage, "/"),
        (StoryIndexPage, "/{}/"),
        (ProvinceIndexPage, "/{}/"),
        (StandardPage, "/{}/"),
    ):
        rows = model.objects.live().public().filter(alias_of=None).order_by("path")
        rows = rows.values_list("slug", "last_published_at")
        entries += [SitemapEntry(pattern.format(slug), changed) for slug, changed in rows]
    return entries


def _one_part(entries: Callable[[], list[SitemapEntry]]) -> SitemapSection:
    """Return a section that always fits one part."""
    return SitemapSection(lambda: 1, lambda first, last: entries() if first == 0 else [])


SECTIONS = {
    "chung-nhan": SitemapSection(
        lambda: public_certificates().ever_verified().count(), _certificates
    ),
    "san-pham": SitemapSection(lambda: Product.objects.public().count(), _products),
    "nha-san-xuat": SitemapSection(_producer_count, _producers),
    "nhom": _one_part(_groups),
    "dia-phuong": _one_part(_places),
    "cau-chuyen": _one_part(_stories),
    "trang": _one_part(_pages),
}


def index(request: HttpRequest) -> HttpResponse:
    """List the parts of every section; each was last changed when its newest page was."""
    return _cached_response(request, "index", lambda: _index())


def section(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Answer one part of a section; 404 where there is none."""
    if name not in SECTIONS or number < 1:
        raise Http404
    return _cached_response(request, f"{name}:{number}", lambda: _part(name, number))


def _index() -> str:
    lines = [f'{_XML_DECLARATION}<sitemapindex xmlns="{_SITEMAP_NAMESPACE}">']
    newest = Product.objects.public().aggregate(newest=Max("date_updated"))["newest"]
    for name, section_ in SECTIONS.items():
        for number in range(1, 1 + max(1, -(-section_.size() // ENTRIES_PER_PART))):
            path = reverse("sitemap-section", kwargs={"name": name, "number": number})
            lastmod = _lastmod(newest) if name != "trang" else ""
            lines.append(f"<sitemap><loc>{absolute_url(path)}</loc>{lastmod}</sitemap>")
    return "\n".join([*lines, "</sitemapindex>\n"])


def _part(name: str, number: int) -> str:
    entries = SECTIONS[name].part((number - 1) * ENTRIES_PER_PART, number * ENTRIES_PER_PART)
    if not entries and number > 1:
        raise Http404
    head = (
        f'{_XML_DECLARATION}<urlset xmlns="{_SITEMAP_NAMESPACE}" xmlns:xhtml="{_XHTML_NAMESPACE}">'
    )
    return "\n".join([head, *(line for entry in entries for line in _lines(entry)), "</urlset>\n"])


def _lines(entry: SitemapEntry) -> Iterator[str]:
    """Write a page once a language, each naming all the others (hreflang)."""
    lastmod, url = _lastmod(entry.changed), absolute_url(escape(entry.path))
    if not entry.translated:
        yield f"<url><loc>{url}</loc>{lastmod}</url>"
        return
    versions = alternate_urls(url)
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href="{href}"/>' for tag, href in versions
    )
    for _tag, href in versions[:-1]:
        yield f"<url><loc>{href}</loc>{lastmod}{links}</url>"


def _lastmod(moment: datetime | None) -> str:
    """Write when, in the time of Vietnam."""
    if moment is None:
        return ""
    return f"<lastmod>{moment.astimezone(VIETNAM).isoformat(timespec='seconds')}</lastmod>"


def _last_change_by(field: str) -> QuerySet[Product, tuple[str, datetime]]:
    """Return (slug, newest change) of the public products of each producer, group or place."""
    rows = Product.objects.public().order_by().values(slugged=F(field))
    return rows.annotate(newest=Max("date_updated")).values_list("slugged", "newest")


def _url_pattern(name: str, part: str) -> str:
    """Return a path with `{}` for its slug: reversing each would take most of the time."""
    return reverse(name, kwargs={part: "slug"}).replace("/slug/", "/{}/")


def _cached_response(request: HttpRequest, key: str, write: Callable[[], str]) -> HttpResponse:
    key = f"sitemap:{':'.join(map(str, current_page_version()))}:{key}"
    compressed = cache.get(key)
    if compressed is None:
        compressed = gzip.compress(write().encode(), compresslevel=6, mtime=0)
        cache.set(key, compressed, SECONDS)
    response = HttpResponse(gzip.decompress(compressed), content_type="application/xml")
    response["X-Robots-Tag"] = "noindex"
    return revalidate_public(request, response)
