"""Pages that list products."""

from django.views.generic import TemplateView


class CatalogueView(TemplateView):
    """All products."""

    template_name = "search/listing.html"


class SearchView(CatalogueView):
    """Search."""


class SuggestView(CatalogueView):
    """Suggestions."""


class GroupView(CatalogueView):
    """One group."""


class RegionView(CatalogueView):
    """One region."""


class ProvinceView(CatalogueView):
    """One province."""


class ProducerView(CatalogueView):
    """One producer."""
