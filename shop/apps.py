"""The composition root: Oscar's shop with our URL words."""

from django.urls import path
from oscar import config


class ShopConfig(config.Shop):
    """Oscar's own app kept whole; only the URL tree is ours. The home page is Wagtail's."""

    def get_urls(self):
        """Return the shop's tree in Vietnamese words, with Oscar's password pages."""
        passwords = [
            url for url in super().get_urls() if str(url.pattern).startswith("password-reset/")
        ]
        return [
            path("san-pham/", self.catalogue_app.urls),
            path("kiem-tra-sao/", self.catalogue_app.star_check_view.as_view(), name="star_check"),
            path("", self.search_app.urls),
            path("gio-hang/", self.basket_app.urls),
            path("thanh-toan/", self.checkout_app.urls),
            path("tai-khoan/", self.customer_app.urls),
            path("quan-tri/", self.dashboard_app.urls),
            *passwords,
        ]
