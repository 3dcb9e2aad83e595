"""Fork of Oscar's reviews: written by people who received the product, shown after a look."""

from django.urls import URLPattern
from oscar.apps.catalogue.reviews import apps as upstream


class CatalogueReviewsConfig(upstream.CatalogueReviewsConfig):
    """Reviews; they are shown by shop.storefront and written from the order's page."""

    name = "catalogue.reviews"

    def ready(self) -> None:
        """Look up none of Oscar's views."""

    def get_urls(self) -> list[URLPattern]:
        """Return none: Oscar's pages of reviews have no place here."""
        return []
