"""The doors of private pages: the shop's own, in the reader's language, with a limit on guessing."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.forms import PasswordViewRestrictionForm
from wagtail.models import Page, PageViewRestriction
from wagtail.views import authenticate_with_password

from shop.users.client_ip import client_network
from shop.users.throttling import Limit

#: Of one page's password: by one network, and by all of them together.
TRIES_PER_NETWORK = Limit("private-page-address", tries=10, seconds=900)
TRIES_PER_PAGE = Limit("private-page", tries=200, seconds=3600)


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
    wait = TRIES_PER_NETWORK.wait_for(f"{restriction.pk}:{client_network(request)}")
    wait = wait or TRIES_PER_PAGE.wait_for(str(restriction.pk))
    if not wait:
        return authenticate_with_password(request, restriction.pk, page.pk)
    form = PasswordViewRestrictionForm(request.POST, instance=restriction)
    form.errors.clear()  # not even whether this one was right
    minutes = -(-wait // 60)
    form.add_error(None, _("Too many tries. Please try again in %d minutes.") % minutes)
    response = page.specific.serve_password_required_response(request, form, request.path)
    response.status_code = 429
    response["Retry-After"] = str(wait)
    return response


@never_cache
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the shop's sign-in; whoever is signed in already may not read this page."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", "/"), reverse("customer:login"))
