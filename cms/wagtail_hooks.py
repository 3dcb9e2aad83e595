"""Registrations only."""

from wagtail import hooks
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import get_page_models

from cms.choosers import category_chooser, producer_chooser, product_chooser
from cms.models.base import SitePageMixin
from cms.page_editor import PageEditView


@hooks.register("register_admin_viewset")
def register_choosers() -> list[ChooserViewSet]:
    return [product_chooser, producer_chooser, category_chooser]


@hooks.register("register_admin_viewset")
def register_page_editors() -> list[PageViewSet]:
    """Give each page type the editor that writes over nobody."""
    return [
        PageViewSet(model._meta.model_name, model=model, edit_view_class=PageEditView)
        for model in get_page_models()
        if issubclass(model, SitePageMixin)
    ]
