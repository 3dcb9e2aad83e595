"""Oscar's catalogue, grown by OCOP."""

from django.apps import apps
from django.urls import include, path
from oscar.apps.catalogue import apps as upstream
from oscar.core.loading import get_class, get_model


class CatalogueConfig(upstream.CatalogueConfig):
    """Products under /san-pham/<slug>/, the star check beside them."""

    name = "catalogue"

    def ready(self):
        """Look the views up by name as Oscar does; search stands above catalogue. Watch photographs."""
        self.detail_view = get_class("catalogue.views", "ProductDetailView")
        self.catalogue_view = get_class("search.views", "CatalogueView")
        self.reviews_app = apps.get_app_config("reviews")
        self.star_check_view = get_class("catalogue.views", "StarCheckView")
        from catalogue.invalidation import watch

        watch(get_model("catalogue", "ProductImage"), "original")
        watch(get_model("catalogue", "Producer"), "portrait")

    def get_urls(self):
        """Return our URL words; Oscar's ranges and category pages have no place here."""
        return [
            path("", self.catalogue_view.as_view(), name="index"),
            path("<slug:product_slug>/", self.detail_view.as_view(), name="detail"),
            path("<slug:product_slug>/nhan-xet/", include(self.reviews_app.urls[0])),
        ]
