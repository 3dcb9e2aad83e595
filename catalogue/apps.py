"""Oscar's catalogue, grown by OCOP."""

from django.urls import URLPattern
from oscar.apps.catalogue import apps as upstream
from oscar.core.loading import get_model


class CatalogueConfig(upstream.CatalogueConfig):
    """Products, producers, certificates and places; their pages stand in shop.storefront."""

    name = "catalogue"

    def ready(self) -> None:
        """Watch photographs. Oscar looks up its views here; we have none of them."""
        from catalogue.image_renditions import watch

        watch(get_model("catalogue", "ProductImage"), "original")
        watch(get_model("catalogue", "Producer"), "portrait")
        watch(get_model("catalogue", "ListingPhoto"), "original")
        watch(get_model("catalogue", "ProducerPageDraft"), "portrait")

    def get_urls(self) -> list[URLPattern]:
        """Return none: Oscar's catalogue pages have no place here."""
        return []
