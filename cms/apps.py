"""What we tell."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """Stories, province pages and standing pages; may show the catalogue, never changes it."""

    name = "cms"
    verbose_name = _("pages and stories")

    def ready(self) -> None:
        """Make the sizes of editorial pictures when they are uploaded; write reports as ours."""
        from wagtail.admin.views.mixins import SpreadsheetExportMixin

        from catalogue.image_renditions import watch
        from cms.exports import stream_csv

        SpreadsheetExportMixin.stream_csv = stream_csv
        watch(self.get_model("ShopImage"), "file")
