"""The standing pages as links, which every footer shows (NĐ 248/2026 Đ.4–15)."""

from django.core.cache import cache

from cms.models import StandardPage

KEY = "standing-links"
SECONDS = 300


def standing_links() -> list[tuple[str, str]]:
    """Return (title, address) of the published standing pages in tree order, cached five minutes."""
    links = cache.get(KEY)
    if links is None:
        pages = StandardPage.objects.live().public().order_by("path")
        links = [(page.title, page.get_url()) for page in pages]
        cache.set(KEY, links, SECONDS)
    return links
