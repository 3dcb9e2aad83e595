"""How we find: our own engines in the place of haystack."""

from django.core.signals import request_finished, request_started
from django.urls import URLPattern
from oscar.apps.search import apps as upstream


class SearchConfig(upstream.SearchConfig):
    """Search over products and pages; its pages are in shop.storefront."""

    name = "search"

    def ready(self) -> None:
        """Watch what makes the index stale, and load the engine now.

        The client of a cluster takes most of a second to load, which no shopper should wait for.
        Oscar looks up a haystack view here; we have none.
        """
        from search.engines.select import engine
        from search.index.invalidation import connect
        from search.models import SearchVersion

        connect()
        request_started.connect(SearchVersion.begin_request)
        request_finished.connect(SearchVersion.end_request)
        engine()

    def get_urls(self) -> list[URLPattern]:
        """Return none: Oscar's search page has no place here."""
        return []
