"""Running the shop: health, headers, what every page needs."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Health checks, security headers, robots and the context of the storefront."""

    name = "shop.operations"
    label = "operations"

    def ready(self):
        """Begin to watch what makes kept pages old."""
        from shop.operations import invalidation

        invalidation.connect()
