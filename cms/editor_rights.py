"""What an editor may find in the CMS: one rule for choosers, the admin's API, reports and actions on many.

Wagtail asks its permission policies on pages and forms. Its page chooser, its API of pictures and
documents, a report and what an action on many leaves out do not ask; what stands here does.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views import chooser
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.reports import page_types_usage
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from catalogue.account import User

#: Who asks; the CMS has turned away whoever is not signed in.
Asker = User | AnonymousUser
View = Callable[..., HttpResponseBase]

FILE_RIGHTS = ["add", "change", "delete", "choose"]


def findable_pages(user: Asker) -> QuerySet[Page]:
    """Return the pages an editor may be told of: what visitors see, and what is theirs to edit."""
    policy: Any = policy_registry.get_by_type(Page)  # of pages, which alone can be explored
    own, public = policy.explorable_instances(user), Page.objects.live().public()
    pages: QuerySet[Page] = Page.objects.all()  # type: ignore[assignment]  # Wagtail's own manager
    return pages.filter(Q(pk__in=own.values("pk")) | Q(pk__in=public.values("pk")))


def findable_files(model: type[Model], user: Asker) -> QuerySet:
    """Return the pictures or documents of the collections that an editor has any right in."""
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, FILE_RIGHTS)


class PagesAPI(PagesAdminAPIViewSet):
    """The explorer's menu reads this; what pages can be made to do is done by Wagtail's forms."""

    actions: dict[str, Any] = {}


class OwnFilesMixin:
    """Lists what findable_files() gives."""

    model: Any
    request: HttpRequest

    def get_queryset(self) -> QuerySet:
        """Keep what the editor may find."""
        files: QuerySet = super().get_queryset()  # type: ignore[misc]  # of the view beside it
        return files.filter(pk__in=findable_files(self.model, self.request.user).values("pk"))


class ImagesAPI(OwnFilesMixin, ImagesAdminAPIViewSet):
    """Pictures of the editor's collections."""


class DocumentsAPI(OwnFilesMixin, DocumentsAdminAPIViewSet):
    """Documents of the editor's collections."""


def register_endpoints(router: WagtailAPIRouter) -> None:
    """Put our endpoints in the place of Wagtail's."""
    router.register_endpoint("pages", PagesAPI)
    router.register_endpoint("images", ImagesAPI)
    router.register_endpoint("documents", DocumentsAPI)


#: Arguments of Wagtail's URLs that are keys of pages.
PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")


def findable_pages_only(view: View) -> View:
    """Return the view, which answers 404 for a page in its URL that the editor may not find.

    Some of Wagtail's views name the page before they refuse, or never ask at all.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        keys = {kwargs[name] for name in PAGE_ARGUMENTS if kwargs.get(name)}
        if (
            keys
            and request.user.is_authenticated
            and findable_pages(request.user).filter(pk__in=keys).count() < len(keys)
        ):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


class PageTypesReport(page_types_usage.PageTypesUsageReportView):
    """How many pages of each type there are; it names the last one changed of each."""

    def decorate_paginated_queryset(self, page_types: list) -> list:
        """Leave out the name of a page that the editor may not find."""
        rows: list = super().decorate_paginated_queryset(page_types)
        changed = {row.last_edited_page_id for row in rows}
        pages = findable_pages(self.request.user).filter(pk__in=changed - {None})
        findable = set(pages.values_list("pk", flat=True))
        for row in rows:
            if row.last_edited_page_id not in findable:
                row.last_edited_page = None
        return rows


class ChosenPagesView(chooser.ChosenMultipleView):
    """Several pages chosen at once."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Answer for pages that the editor may find; Http404 when one is not."""
        keys = set(request.GET.getlist("id")) - {""}
        if findable_pages(request.user).filter(pk__in=keys).count() < len(keys):
            raise Http404
        return super().get(request)


def act_on_many(
    request: HttpRequest, app_label: str, model_name: str, action: str
) -> HttpResponseBase:
    """Run one of Wagtail's actions on many, which names no object that the editor may not find."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as error:
        raise Http404 from error
    action_class = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if action_class is None:
        raise Http404

    class OwnAction(action_class):  # type: ignore[misc, valid-type]  # known at run time
        def get_actionable_objects(self) -> tuple[list, dict]:
            objects, left_out = super().get_actionable_objects()
            shown = _findable(model, request.user, left_out["items_with_no_access"])
            return objects, left_out | {"items_with_no_access": shown}

    return OwnAction(request, model).dispatch(request)


def _findable(model: type[Model], user: Asker, objects: list) -> list:
    """Keep the pages that may be named; of anything else nothing."""
    if not issubclass(model, Page):
        return []
    keys = findable_pages(user).filter(pk__in=[page.pk for page in objects]).values_list("pk")
    named = {pk for (pk,) in keys}
    return [page for page in objects if page.pk in named]
