"""What a visitor sees."""

from importlib import import_module

from django.apps import AppConfig


class StorefrontConfig(AppConfig):
    """Pages of the shop composed from the rooms below; owns no table."""

    name = "shop.storefront"
    label = "storefront"

    def ready(self) -> None:
        """Count what is put into baskets."""
        product_added = import_module("shop.basket.signals").product_added
        traffic = import_module("shop.storefront.traffic")
        product_added.connect(traffic.count_basket_addition, dispatch_uid="count-basket-additions")
