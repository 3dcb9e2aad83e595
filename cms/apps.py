"""What we tell."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """Stories, province pages and standing pages; may show the catalogue, never changes it."""

    name = "cms"
    verbose_name = _("pages and stories")
