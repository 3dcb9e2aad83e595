"""Running the shop: health, headers, what every page needs."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as UpstreamAdminConfig
from django.core.checks import register


class OperationsConfig(AppConfig):
    """Health checks, security headers, robots and the context of the storefront."""

    name = "shop.operations"
    label = "operations"

    def ready(self) -> None:
        """Watch what makes cached pages stale; add what `check --deploy` asks of a shop."""
        from shop.operations import checks
        from shop.storefront.page_cache import invalidation

        invalidation.connect()
        register(checks.seller_is_named, "shop", deploy=True)
        register(checks.cards_are_set_up, "shop", deploy=True)


class AdminConfig(UpstreamAdminConfig):
    """Django's admin with our site."""

    default_site = "shop.operations.admin_site.ShopAdminSite"
