"""Fork of Oscar's dashboard: certificates and the register for staff."""

from oscar.apps.dashboard import apps as upstream

# Without a public side here; parcels go by rules of our own.
NOT_SERVED = ("pages/", "offers/", "ranges/", "reviews/", "vouchers/", "shipping/")


class DashboardConfig(upstream.DashboardConfig):
    """The back office."""

    name = "shop.dashboard"

    def configure_permissions(self):
        """Each screen of ours asks for a permission that a group of users.roles holds."""
        from shop.dashboard.permissions import HOME
        from shop.dashboard.urls import PERMISSIONS

        super().configure_permissions()
        self.permissions_map |= PERMISSIONS | {"index": HOME}

    def get_urls(self):
        """Return Oscar's addresses and ours, which stand flat so that the menu finds them."""
        from shop.dashboard.urls import urlpatterns

        served = [url for url in super().get_urls() if str(url.pattern) not in NOT_SERVED]
        return served + self.post_process_urls(urlpatterns)
