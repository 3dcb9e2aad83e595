"""Joining, as far as people hear of it by e-mail."""

from importlib import import_module

from django.apps import AppConfig


class OnboardingConfig(AppConfig):
    """Services of joining and their e-mails; the tables are the partners'."""

    name = "shop.onboarding"
    label = "onboarding"

    def ready(self) -> None:
        """Make the e-mails of this room known to the outbox."""
        import_module("shop.onboarding.emails")
