"""What a visitor sees."""

from django.apps import AppConfig


class StorefrontConfig(AppConfig):
    """Pages of the shop composed from the rooms below; owns no table."""

    name = "shop.storefront"
    label = "storefront"
