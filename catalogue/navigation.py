"""The six sectors as links, which every page shows."""

from django.core.cache import cache
from django.utils.translation import get_language

from catalogue.models import ClassificationNode
from catalogue.paths import group_path

SECONDS = 3600


def sector_links() -> list[tuple[str, str]]:
    """Return (name, address) of the six sectors of 2026 in the reader's language, cached an hour."""
    language = get_language() or "vi"
    key = f"sector-links:{language}"
    links = cache.get(key)
    if not links:
        links = [
            (
                node.name if language == "vi" else node.name_en,
                group_path(node.slug),
            )
            for node in ClassificationNode.objects.current().sectors()
        ]
        cache.set(key, links, SECONDS)
    return links
