"""Notices of the workspace, by e-mail and by SMS or Zalo."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """What sellers are told, and what each of them wants to be told how."""

    name = "shop.notices"
    label = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        """Make the e-mails of this room known to the outbox."""
        import_module("shop.notices.emails")
