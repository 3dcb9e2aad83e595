"""What we tell."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class CmsConfig(AppConfig):
    """Stories, province pages and standing pages; may show the catalogue, never changes it."""

    name = "cms"
    verbose_name = _("pages and stories")

    def ready(self) -> None:
        """Make the sizes of editorial pictures when they are uploaded; write reports as ours."""
        from wagtail.admin.views.mixins import SpreadsheetExportMixin

        from catalogue.image_renditions import watch
        from catalogue.signals import product_merged
        from cms.exports import stream_csv
        from cms.merged_products import rename_in_pages

        SpreadsheetExportMixin.stream_csv = stream_csv
        watch(self.get_model("ShopImage"), "file")
        product_merged.connect(rename_in_pages, dispatch_uid="cms-products")


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's list of accounts with our form."""

    user_viewset = "cms.accounts.AccountViewSet"
