"""The demonstration."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The real register with made-up prices that say so."""

    name = "shop.demo"
    label = "demo"
