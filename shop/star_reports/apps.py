"""Reports of false stars, as far as whoever reported hears of them."""

from importlib import import_module

from django.apps import AppConfig


class StarReportsConfig(AppConfig):
    """E-mails about reports and the services that cause them; the tables are the catalogue's."""

    name = "shop.star_reports"
    label = "star_reports"

    def ready(self) -> None:
        """Make the e-mails of this room known to the outbox."""
        import_module("shop.star_reports.emails")
