"""The standing pages as links, which every footer shows (NĐ 248/2026 Đ.4–15)."""

from django.core.cache import cache

from catalogue.paths import localized_path
from cms.models import StandardPage
from cms.models.translation import reads_vietnamese

KEY = "standing-links"
SECONDS = 300


def standing_links() -> list[tuple[str, str]]:
    """Return (title, path) of the published standing pages in tree order, cached five minutes."""
    rows = cache.get(KEY)
    if rows is None:
        pages = StandardPage.objects.live().public().order_by("path")
        rows = list(pages.values_list("title", "title_en", "slug"))
        cache.set(KEY, rows, SECONDS)
    return [
        (title if reads_vietnamese() or not english else english, localized_path(f"/{slug}/"))
        for title, english, slug in rows
    ]
