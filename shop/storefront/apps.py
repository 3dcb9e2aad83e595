"""What a visitor sees."""

from importlib import import_module

from django.apps import AppConfig
from oscar.apps.basket.signals import basket_addition


class StorefrontConfig(AppConfig):
    """Pages of the shop composed from the rooms below; owns no table."""

    name = "shop.storefront"
    label = "storefront"

    def ready(self) -> None:
        """Count what is put into baskets."""
        traffic = import_module("shop.storefront.traffic")
        basket_addition.connect(
            traffic.count_basket_addition, dispatch_uid="count-basket-additions"
        )
