"""Registrations only."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.models import Page, get_page_models
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.choosers import category_chooser, producer_chooser, product_chooser
from cms.editor_rights import findable_pages, register_endpoints
from cms.models.base import SitePageMixin
from cms.page_editor import PageEditView
from cms.redirects import RedirectEditView
from cms.rich_text import PublicPageLinkHandler
from cms.uploads import PictureFromUploadView, PicturesAddView


@hooks.register("register_admin_viewset")
def register_choosers() -> list[ChooserViewSet]:
    return [product_chooser, producer_chooser, category_chooser]


@hooks.register("register_rich_text_features", order=10)
def register_page_links(features: FeatureRegistry) -> None:
    """Take the place of Wagtail's handler of the same links, which is registered before."""
    features.register_link_type(PublicPageLinkHandler)


@hooks.register("register_admin_urls", order=-1)
def register_pictures_urls() -> list[URLPattern]:
    """Stand before Wagtail's views of the same URLs (wagtailimages:add_multiple and its next step)."""
    return [
        path("images/multiple/add/", PicturesAddView.as_view()),
        path(
            "images/multiple/create_from_uploaded_image/<int:uploaded_file_id>/",
            PictureFromUploadView.as_view(),
        ),
    ]


@hooks.register("register_admin_urls", order=-1)
def register_redirect_url() -> list[URLPattern]:
    """Stand before Wagtail's view of the same URL (wagtailredirects:edit)."""
    return [path("redirects/<int:redirect_id>/", RedirectEditView.as_view())]


@hooks.register("register_admin_viewset")
def register_page_editors() -> list[PageViewSet]:
    """Give each page type the editor that writes over nobody."""
    return [
        PageViewSet(model._meta.model_name, model=model, edit_view_class=PageEditView)
        for model in get_page_models()
        if issubclass(model, SitePageMixin)
    ]


@hooks.register("construct_page_chooser_queryset")
def list_findable_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    return pages.filter(pk__in=findable_pages(request.user).values("pk"))


@hooks.register("construct_admin_api", order=1)  # Wagtail's own come first, at 0
def register_api(router: WagtailAPIRouter) -> None:
    register_endpoints(router)
