"""The page of a producer: its face, and what of its products is certified today."""

from dataclasses import replace
from typing import Any

from csp.decorators import csp_update
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property

from catalogue.models import Producer
from catalogue.producer_pages.video import PLAYERS
from catalogue.producer_pages.visibility import has_page
from search.query import SearchScope
from search.results import SearchResults
from shop.storefront.listing.views import CatalogueView
from shop.storefront.producer.page import producer_page

#: So many products of one producer are seen at a glance.
MAX_WITHOUT_FILTERS = 4


# The player of a film is framed once somebody presses its button (theme/js/video.js).
@method_decorator(csp_update({"frame-src": [*PLAYERS]}), name="dispatch")
class ProducerView(CatalogueView):
    """One producer and what of its products is certified today."""

    template_name = "storefront/producer/detail.html"

    @cached_property
    def producer(self) -> Producer:
        """The producer; 404 for one that never had a certified product."""
        producers = Producer.objects.select_related("province__region", "commune", "page")
        producer = get_object_or_404(producers, slug=self.kwargs["slug"])
        if not has_page(producer, self.audience):
            raise Http404
        return producer

    def scope(self) -> SearchScope:
        return SearchScope(producer=self.producer.slug)

    def get_context_data(self, **kwargs: Any) -> dict:
        """A page without products is no answer to a search; a few need no filters."""
        context = super().get_context_data(**kwargs)
        listing = context["results"]
        if listing.total <= MAX_WITHOUT_FILTERS and not listing.active_count:
            context["results"] = replace(listing, facets=[])
        return context | {"noindex": context["noindex"] or context["nothing"]}

    def page(self, results: SearchResults) -> dict:
        return producer_page(self.producer, results, self.vocabulary, request=self.request)
