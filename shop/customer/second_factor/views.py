"""The account's safety: the second factor, its recovery codes, and signing out everywhere."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import RedirectURLMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from shop.customer.account.mixins import AccountMixin
from shop.customer.sign_in import finish_sign_in, home_of, pending_user
from shop.users.browsers import browsers_of, remember_session, sign_out_others
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.second_factor import services
from shop.users.second_factor.forms import FactorCodeForm, PasswordAndFactorForm
from shop.users.throttling import too_often

ISSUER = "Đặc sản OCOP"


@method_decorator(never_cache, name="dispatch")
class SecondFactorView(RedirectURLMixin, AccountMixin, TemplateView):
    """The second step of signing in; without the first one it leads back there."""

    template_name = "oscar/customer/second_factor/step.html"
    heading = gettext_lazy("One more step")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if pending_user(request) is None:
            return redirect("customer:login")
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign in when the code fits; a wrong one counts."""
        user = pending_user(request)
        if user is None:
            return redirect("customer:login")
        form = FactorCodeForm(request.POST)
        if wait := services.CODES.wait_for(str(user.pk)):
            form.add_error(None, too_often(wait))
        if form.is_valid():
            if services.check_code(user=user, code=form.cleaned_data["code"]):
                services.CODES.forget(str(user.pk))
                target = self.get_redirect_url() or home_of(user)
                login(request, user, backend="shop.users.backends.EmailOrPhoneBackend")
                response = redirect(target)
                finish_sign_in(request, response, user)
                return response
            form.add_error("code", _("This code does not fit, or was used. Please try the next."))
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", FactorCodeForm())
        return super().get_context_data(**kwargs) | {"next": self.get_redirect_url()}


@method_decorator(never_cache, name="dispatch")
class SafetyPageView(LoginRequiredMixin, AccountMixin, TemplateView):
    """A page about the safety of one's own account."""

    request: AuthenticatedHttpRequest
    tab = "safety"


class SafetyView(SafetyPageView):
    """Whether the second factor is on, where one is signed in, and signing out everywhere else."""

    template_name = "oscar/customer/second_factor/safety.html"
    heading = gettext_lazy("Safety of the account")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "is_on": services.has_second_factor(user),
            "codes_left": services.recovery_codes_left(user),
            "browsers": browsers_of(user, self.request.session.session_key),
        }

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        """Sign out on every other device, also those that were forgotten."""
        sign_out_others(user=request.user, session_key=request.session.session_key)
        update_session_auth_hash(request, request.user)
        remember_session(request, request.user)
        messages.success(request, _("You are signed out everywhere else."))
        return redirect("customer:safety")


class SecondFactorSetupView(SafetyPageView):
    """The secret for the app, and the code that proves that it knows it."""

    template_name = "oscar/customer/second_factor/setup.html"
    heading = gettext_lazy("Turn the second factor on")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        kwargs.setdefault("form", PasswordAndFactorForm(user=user))
        device = services.begin_setup(user=user)
        url = services.secret_url(device, issuer=ISSUER, name=user.email or user.phone or "")
        return super().get_context_data(**kwargs) | {
            "secret": services.secret_text(device),
            "url": url,
            "qr": mark_safe(services.qr_svg(url)),  # noqa: S308 - segno's own drawing
        }

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        form = PasswordAndFactorForm(request.POST, user=request.user)
        if wait := services.CODES.wait_for(str(request.user.pk)):
            form.add_error(None, too_often(wait))
        if form.is_valid():
            code = form.cleaned_data["code"]
            codes = services.confirm_setup(user=request.user, code=code)
            if codes is not None:
                messages.success(request, _("The second factor is on."))
                return show_codes(self, codes)
            form.add_error("code", _("This code does not fit, or was used. Please try the next."))
        return self.render_to_response(self.get_context_data(form=form))


class SecondFactorChangeView(SafetyPageView):
    """New recovery codes, or turning it off: both ask for password and code."""

    template_name = "oscar/customer/second_factor/change.html"
    heading = gettext_lazy("Change the second factor")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not services.has_second_factor(self.request.user):
            return redirect("customer:safety")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", PasswordAndFactorForm(user=self.request.user))
        return super().get_context_data(**kwargs)

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        user = request.user
        form = PasswordAndFactorForm(request.POST, user=user)
        if wait := services.CODES.wait_for(str(user.pk)):
            form.add_error(None, too_often(wait))
        if form.is_valid():
            if services.check_code(user=user, code=form.cleaned_data["code"]):
                if "tat" not in request.POST:
                    return show_codes(self, services.renew_recovery_codes(user=user))
                services.turn_off(user=user)
                messages.success(request, _("The second factor is off."))
                return redirect("customer:safety")
            form.add_error("code", _("This code does not fit, or was used. Please try the next."))
        return self.render_to_response(self.get_context_data(form=form))


def show_codes(view: SafetyPageView, codes: list[str]) -> HttpResponse:
    """Show recovery codes, this once."""
    view.template_name = "oscar/customer/second_factor/codes.html"
    view.heading = _("Your recovery codes")
    response = view.render_to_response(SafetyPageView.get_context_data(view, codes=codes))
    response["Cache-Control"] = "no-store"
    return response
