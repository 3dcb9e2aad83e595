"""Fork of Oscar's checkout: an order without an account."""

from django.urls import URLPattern, path
from oscar.apps.checkout import apps as upstream


class CheckoutConfig(upstream.CheckoutConfig):
    """Guest checkout in two screens; none of Oscar's checkout pages has a URL."""

    name = "shop.checkout"

    def ready(self) -> None:
        """Look up only the views that have a URL here."""
        from shop.checkout import address_views, review_views

        self.index_view = address_views.CheckoutView
        self.review_view = review_views.CheckoutReviewView
        self.destination_view = address_views.DestinationView
        self.places_view = address_views.PlacesView

    def get_urls(self) -> list[URLPattern]:
        """Return the checkout's Vietnamese URL words."""
        urls = [
            path("", self.index_view.as_view(), name="index"),
            path("noi-giao/", self.destination_view.as_view(), name="destination"),
            path("noi-nhan/", self.places_view.as_view(), name="places"),
            path("xem-lai/", self.review_view.as_view(), name="review"),
        ]
        return self.post_process_urls(urls)

    def get_url_decorator(self, pattern: URLPattern) -> None:
        """Guests may order everywhere."""
        return None
