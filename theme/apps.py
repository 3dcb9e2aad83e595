"""How it looks."""

from django.apps import AppConfig


class ThemeConfig(AppConfig):
    """Holds templates, static files, formatting tags and the Vietnamese translation."""

    name = "theme"
    default_auto_field = "django.db.models.BigAutoField"
