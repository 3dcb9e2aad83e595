"""The doors of private pages and documents: the shop's own, in the reader's language, with a limit
on guessing.
"""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.documents.views.serve import authenticate_with_password as authenticate_for_documents
from wagtail.forms import PasswordViewRestrictionForm
from wagtail.models import (
    BaseViewRestriction,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
)
from wagtail.views import authenticate_with_password

from shop.users.client_ip import client_network
from shop.users.throttling import Limit, say_when, too_often

#: Of one password: by one network, and by all of them together.
TRIES_PER_NETWORK = Limit("private-page-address", tries=10, seconds=900)
TRIES_PER_PASSWORD = Limit("private-page", tries=200, seconds=3600)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: HttpRequest, page_view_restriction_id: int, page_id: int) -> HttpResponse:
    """Take the password of a private page; whoever tries too often is told when to come back."""
    restriction = get_object_or_404(
        PageViewRestriction.objects.filter(restriction_type=PageViewRestriction.PASSWORD),
        pk=page_view_restriction_id,
    )
    page = get_object_or_404(Page.objects.live(), pk=page_id)
    if request.method != "POST":
        return redirect(page.get_url(request) or "/")
    wait = _count_try(request, f"page {restriction.pk}")
    if not wait:
        return authenticate_with_password(request, restriction.pk, page.pk)
    form = _refused_form(request, restriction, wait)
    response = page.specific.serve_password_required_response(request, form, request.path)
    return say_when(response, wait)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unlock_documents(request: HttpRequest, restriction_id: int) -> HttpResponse:
    """Take the password of a collection of documents, as `unlock` takes that of a page."""
    restriction = get_object_or_404(
        CollectionViewRestriction.objects.filter(restriction_type=PageViewRestriction.PASSWORD),
        pk=restriction_id,
    )
    if request.method != "POST":
        return redirect("/")
    wait = _count_try(request, f"documents {restriction.pk}")
    if not wait:
        return authenticate_for_documents(request, restriction.pk)
    form = _refused_form(request, restriction, wait)
    context = {"form": form, "action_url": request.path}
    template = settings.WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE
    return say_when(TemplateResponse(request, template, context), wait)


def _count_try(request: HttpRequest, door: str) -> int:
    """Return the seconds to wait before the next try at this door, 0 while there are some left."""
    wait = TRIES_PER_NETWORK.wait_for(f"{door}:{client_network(request)}")
    return wait or TRIES_PER_PASSWORD.wait_for(door)


def _refused_form(
    request: HttpRequest, restriction: BaseViewRestriction, wait: int
) -> PasswordViewRestrictionForm:
    """The form with the wait as its only error: not even whether this password was right."""
    form = PasswordViewRestrictionForm(request.POST, instance=restriction)
    form.errors.clear()
    form.add_error(None, too_often(wait))
    return form


@never_cache
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the shop's sign-in; whoever is signed in already may not read this page."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", "/"), reverse("customer:login"))
