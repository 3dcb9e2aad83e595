"""Wagtail's page editor for two people at once."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page

from cms.editor_rights import View


class PageEditView(EditView):
    """Wagtail's editor; while a page is judged and saved, nobody else saves it."""

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return super().dispatch(request, page_id, **kwargs)
        with transaction.atomic():
            rows = Page.objects.select_for_update(no_key=True).filter(pk=page_id)
            list(rows.order_by().values_list("pk"))
            return super().dispatch(request, page_id, **kwargs)


#: Wagtail's views that always give a page an address; its editor does when the slug is another.
_ADDRESSING = {
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:copy",
    "wagtailadmin_pages:move_confirm",
}
_MANY, _EDIT = "wagtail_bulk_action", "wagtailadmin_pages:edit"


def one_address_at_a_time(view: View) -> View:
    """Return the view, which gives a page its address while nobody else gives one.

    Wagtail looks whether an address is free and then writes; no constraint holds two apart, and two
    pages of one address are an error for every reader. What cannot be published is told in words.
    """

    @wraps(view)
    def alone(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" or not request.user.is_authenticated:
            return view(request, *args, **kwargs)
        try:
            if not _gives_address(request, kwargs):
                return view(request, *args, **kwargs)
            with transaction.atomic():
                roots = Page.objects.select_for_update(no_key=True).filter(depth=1)
                list(roots.order_by().values_list("pk"))
                return view(request, *args, **kwargs)
        except Page.DoesNotExist:
            messages.error(request, _("A page that you chose has been deleted meanwhile."))
            return redirect(request.path)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            if page := kwargs.get("page_id"):
                return redirect(_EDIT, page)
            return redirect("wagtailadmin_explore_root")

    return alone


def leads_to_paths(view: View) -> View:
    """Return the view, which goes on to paths only: Wagtail looks for a URL named as anything else."""

    @wraps(view)
    def led(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        for method in ("GET", "POST"):
            data = getattr(request, method)
            if not data.get("next", "/").startswith("/"):
                kept = data.copy()
                del kept["next"]
                setattr(request, method, kept)
        return view(request, *args, **kwargs)

    return led


def _gives_address(request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    match = request.resolver_match
    name = match.view_name if match else ""
    if name == _EDIT:
        pages = Page.objects.filter(pk=kwargs["page_id"], slug=request.POST.get("slug", ""))
        return not pages.exists()
    return name in _ADDRESSING or (name == _MANY and kwargs.get("action") == "move")
