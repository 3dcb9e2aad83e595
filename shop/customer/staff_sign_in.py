"""The sign-in pages of dashboard, CMS and Django's admin: all lead to the shop's one sign-in.

So there is one place where passwords are asked for, counted and forgotten.
"""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.generic import View

from shop.users.models import User


def may_enter_cms(user: User | AnonymousUser) -> bool:
    return user.has_perm("wagtailadmin.access_admin")


def may_enter_admin(user: User) -> bool:
    return user.is_staff


def may_enter_dashboard(user: User) -> bool:
    """Any account: the dashboard's pages answer 403 themselves."""
    return user.is_authenticated


@method_decorator(never_cache, name="dispatch")
class StaffSignInView(View):
    """Leads to the sign-in and from there back; who is signed in goes in, or is told that they may not."""

    #: The page to open where none was asked for, and who is not sent back here from it.
    home = ""
    may_enter: Callable[[User], bool] = staticmethod(may_enter_dashboard)

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Answer any method alike: a form that was sent here has its password not looked at."""
        target = request.GET.get("next", "")
        if not url_has_allowed_host_and_scheme(
            target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        ):
            target = reverse(self.home)
        if not request.user.is_authenticated:
            return redirect(f"{reverse('customer:login')}?{urlencode({'next': target})}")
        if self.may_enter(request.user):
            return HttpResponseRedirect(target)
        return render(request, "403.html", {"noindex": True}, status=403)
