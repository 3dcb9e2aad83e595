"""How we find: our own engines in the place of haystack."""

from django.core.signals import request_finished, request_started
from django.urls import path
from oscar.apps.search import apps as upstream


class SearchConfig(upstream.SearchConfig):
    """Search, suggestions and every page that lists products: group, region, province, producer."""

    name = "search"

    def ready(self):
        """Watch what makes the index stale, answer the pages below, and load the engine now.

        The client of a cluster takes most of a second to load, which no shopper should wait for.
        Oscar looks up a haystack view here; we have none.
        """
        from catalogue.nearby import find_near_by
        from cms.counts import count_by
        from search.census import census
        from search.engine import engine
        from search.invalidation import connect
        from search.models import SearchVersion
        from search.neighbours import neighbours

        connect()
        request_started.connect(SearchVersion.begin_request)
        request_finished.connect(SearchVersion.end_request)
        count_by(census)
        find_near_by(neighbours)
        engine()

    def get_urls(self):
        """Return the addresses of design: words of the shop, slugs of the data."""
        from search import views

        return [
            path("tim-kiem/", views.SearchView.as_view(), name="search"),
            path("tim-kiem/goi-y", views.SuggestView.as_view(), name="suggest"),
            path("nhom/<slug:slug>/", views.GroupView.as_view(), name="group"),
            path("vung/", views.RegionsView.as_view(), name="regions"),
            path("vung/<slug:slug>/", views.RegionView.as_view(), name="region"),
            path("tinh/<slug:slug>/", views.ProvinceView.as_view(), name="province"),
            path("nha-san-xuat/<slug:slug>/", views.ProducerView.as_view(), name="producer"),
        ]
