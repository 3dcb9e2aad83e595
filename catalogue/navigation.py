"""The sectors as links, which every page shows."""

from django.core.cache import cache
from django.db.models import Exists, OuterRef
from django.utils.translation import get_language

from catalogue.models import ClassificationNode, Product
from catalogue.paths import group_path

SECONDS = 300


def sector_links() -> list[tuple[str, str]]:
    """Return (name, address) of the sectors of 2026 with a public product, cached five minutes.

    A sector without any keeps its page, which says so; no menu leads there.
    """
    language = get_language() or "vi"
    key = f"sector-links:{language}"
    links = cache.get(key)
    if not links:
        inside = Product.objects.public().filter(classification__sector=OuterRef("pk"))
        links = [
            (
                node.name if language == "vi" else node.name_en,
                group_path(node.slug),
            )
            for node in ClassificationNode.objects.current().sectors().filter(Exists(inside))
        ]
        cache.set(key, links, SECONDS)
    return links
