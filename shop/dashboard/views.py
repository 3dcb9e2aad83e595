"""The door of the back office: figures for those who sell, certificates for the others."""

from django.contrib.auth.forms import AuthenticationForm
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from oscar.apps.dashboard.views import *  # noqa: F403
from oscar.apps.dashboard.views import IndexView as UpstreamIndexView
from oscar.apps.dashboard.views import LoginView as UpstreamLoginView
from oscar.views.decorators import check_permissions

from shop.dashboard.permissions import FIGURES


class IndexView(UpstreamIndexView):
    """Figures of sales for those who run the shop; certificate people have no use for them."""

    def get(self, request, *args, **kwargs):
        """Send officers and verifiers to their list."""
        if not check_permissions(request.user, FIGURES):
            return redirect("dashboard:certificate-list")
        return super().get(request, *args, **kwargs)


class SignInForm(AuthenticationForm):
    """Signing in with e-mail or phone, said so."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("E-mail or phone number")


class LoginView(UpstreamLoginView):
    """The sign-in page of the back office."""

    authentication_form = SignInForm
