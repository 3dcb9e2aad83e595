"""People who sign in."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UsersConfig(AppConfig):
    """One user table for buyers, producers, editors and staff."""

    name = "shop.users"
    label = "users"
    verbose_name = _("users")
