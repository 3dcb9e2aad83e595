"""The composition root: Oscar's shop with our URL words."""

from django.urls import URLPattern, URLResolver, include, path
from oscar import config
from oscar.core.application import OscarConfig


class ShopConfig(config.Shop):
    """Oscar's own app kept whole; only the URL tree is ours. The home page is Wagtail's."""

    basket_app: OscarConfig
    checkout_app: OscarConfig
    customer_app: OscarConfig
    dashboard_app: OscarConfig

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Return the shop's tree in Vietnamese words."""
        from shop.customer.passwords import urls as passwords
        from shop.customer.staff_sign_in import StaffSignInView, may_enter_dashboard

        return [
            path("gio-hang/", self.basket_app.urls),
            path("thanh-toan/", self.checkout_app.urls),
            path("tai-khoan/", self.customer_app.urls),
            path(
                "quan-tri/login/",
                StaffSignInView.as_view(home="dashboard:index", may_enter=may_enter_dashboard),
            ),
            path("quan-tri/", self.dashboard_app.urls),
            path("dat-lai-mat-khau/", include(passwords)),
        ]
