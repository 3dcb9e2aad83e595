"""Registrations only."""

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.models import Page

from cms.choosers import category_chooser, producer_chooser, product_chooser
from cms.editor_rights import findable_pages, register_endpoints


@hooks.register("register_admin_viewset")
def register_choosers() -> list[ChooserViewSet]:
    return [product_chooser, producer_chooser, category_chooser]


@hooks.register("construct_page_chooser_queryset")
def list_findable_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    return pages.filter(pk__in=findable_pages(request.user).values("pk"))


@hooks.register("construct_admin_api", order=1)  # Wagtail's own come first, at 0
def register_api(router: WagtailAPIRouter) -> None:
    register_endpoints(router)
