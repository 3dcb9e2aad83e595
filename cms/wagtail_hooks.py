"""Registrations only."""

from wagtail import hooks
from wagtail.admin.viewsets.chooser import ChooserViewSet

from cms.choosers import category_chooser, producer_chooser, product_chooser


@hooks.register("register_admin_viewset")
def register_choosers() -> list[ChooserViewSet]:
    return [product_chooser, producer_chooser, category_chooser]
