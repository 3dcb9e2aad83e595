"""Fork of Oscar's dashboard: certificates and the register for staff."""

from importlib import import_module

from django.urls import URLPattern, URLResolver
from oscar.apps.dashboard import apps as upstream

# Without a public side here; producer orders and e-mails go by rules of our own.
NOT_SERVED = (
    "pages/",
    "offers/",
    "ranges/",
    "reviews/",
    "vouchers/",
    "shipping/",
    "comms/",
    "reports/",
)
# Goods are grouped by law (QĐ 26/2026), and what was ordered is not rewritten.
NOT_NEEDED = (
    "catalogue-attribute-",
    "catalogue-category-",
    "catalogue-class-",
    "catalogue-option-",
    "catalogue-product-bulk-action",
    "order-detail-note",
    "order-line-detail",
    "order-shipping-address",
    "order-stats",
    "user-alert-",
)


class DashboardConfig(upstream.DashboardConfig):
    """Oscar's screens that our roles use, and ours."""

    name = "shop.dashboard"

    def ready(self) -> None:
        """Make the e-mails of this room known to the outbox."""
        super().ready()
        import_module("shop.dashboard.listing_drafts.emails")
        import_module("shop.dashboard.producer_pages.emails")
        import_module("shop.dashboard.proofs.emails")
        import_module("shop.dashboard.renewals.emails")

    def configure_permissions(self) -> None:
        """Each screen of ours asks for a permission that a group of users.roles holds."""
        from shop.dashboard.permissions import HOME
        from shop.dashboard.urls import PERMISSIONS

        super().configure_permissions()
        self.permissions_map |= PERMISSIONS | {"index": HOME}

    def get_urls(self) -> list[URLPattern]:
        """Return Oscar's URLs and ours, which are not nested so that the menu finds them."""
        from shop.dashboard.urls import urlpatterns

        served = [url for url in super().get_urls() if str(url.pattern) not in NOT_SERVED]
        return _needed(served) + self.post_process_urls(urlpatterns)


def _needed(patterns: list) -> list:
    """Leave out Oscar's screens that none of our roles has a use for."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            pattern.url_patterns[:] = _needed(pattern.url_patterns)
    return [
        pattern
        for pattern in patterns
        if not (getattr(pattern, "name", "") or "").startswith(NOT_NEEDED)
    ]
