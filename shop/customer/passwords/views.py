"""A new password for whoever forgot theirs. No page tells whether an account exists."""

from typing import Any

from django.contrib.auth import views as auth
from django.contrib.auth.forms import SetPasswordForm
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView
from django.views.generic.edit import FormMixin

from shop.customer.account.mixins import AccountMixin
from shop.customer.emails import account
from shop.customer.passwords.codes import code_channel, user_for_code
from shop.customer.passwords.forms import CodeForm, PasswordResetRequestForm
from shop.customer.passwords.services import request_new_password
from shop.users.client_ip import client_network
from shop.users.forms import NewPasswordForm
from shop.users.lockout import remember_browser
from shop.users.phone import local_phone
from shop.users.throttling import Limit, say_when, too_often

PER_NETWORK = Limit("reset-address", tries=20, seconds=3600)
PER_NAME = Limit("reset-name", tries=3, seconds=3600)
PASSWORD_CHECKS = Limit("password-check", tries=10, seconds=900)
PHONE, SAVED = "reset_phone", "reset_saved"


@method_decorator(never_cache, name="dispatch")
class PasswordResetRequestView(AccountMixin, FormView):
    """Takes an e-mail address or a phone number and answers the same for every one."""

    template_name = "oscar/registration/password_reset_form.html"
    form_class = PasswordResetRequestForm
    heading = gettext_lazy("Forgotten your password?")

    def form_valid(self, form: PasswordResetRequestForm) -> HttpResponse:
        """Have a link or a code sent where there is an account; beyond the limit nothing is sent."""
        wait = PER_NETWORK.wait_for(client_network(self.request))
        if wait:
            return too_many(self, form, wait)
        name = form.cleaned_data["name"]
        if not PER_NAME.wait_for(name):
            request_new_password(name)
        if form.is_email:
            return redirect("password-reset-done")
        self.request.session[PHONE] = local_phone(name)
        return redirect("password-reset-code")


@method_decorator(never_cache, name="dispatch")
class PasswordResetSentView(AccountMixin, TemplateView):
    """Says to look into one's mail."""

    template_name = "oscar/registration/password_reset_done.html"
    heading = gettext_lazy("Look into your mail")


@method_decorator(never_cache, name="dispatch")
class PasswordResetCodeView(AccountMixin, FormView):
    """Takes the code that came by voice or SMS, and opens the page of the new password."""

    template_name = "oscar/registration/password_reset_code.html"
    form_class = CodeForm
    heading = gettext_lazy("Enter your code")

    def get_initial(self) -> dict[str, Any]:
        """The number has been typed once already."""
        return {"phone": self.request.session.get(PHONE, "")}

    def form_valid(self, form: CodeForm) -> HttpResponse:
        """Lead on, or give the one answer for anything that does not fit."""
        data, network = form.cleaned_data, client_network(self.request)
        user, wait = user_for_code(phone=data["phone"], code=data["code"], network=network)
        if wait:
            return too_many(self, form, wait)
        if user is None:
            form.add_error(None, _("This code does not fit this number, or it is too old."))
            return self.form_invalid(form)
        self.request.session.pop(PHONE, None)
        return redirect(account.reset_path(user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the channel by which codes come."""
        channel = code_channel()
        return super().get_context_data(**kwargs) | {"way": channel.name if channel else ""}


class NewPasswordView(AccountMixin, auth.PasswordResetConfirmView):
    """The new password; this browser may sign in however often others tried, and the owner gets an e-mail."""

    form_class = NewPasswordForm
    template_name = "oscar/registration/password_reset_confirm.html"
    success_url = reverse_lazy("password-reset-complete")
    heading = gettext_lazy("Set a new password")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead the second press of a double click to where the first one leads."""
        answer = super().dispatch(request, *args, **kwargs)
        is_repeated = request.method == "POST" and not self.validlink
        if is_repeated and request.session.get(SAVED) == kwargs["uidb64"]:
            return redirect(self.success_url)
        return answer

    def form_valid(self, form: SetPasswordForm) -> HttpResponse:
        self.request.session[SAVED] = self.kwargs["uidb64"]
        with transaction.atomic():
            response = super().form_valid(form)
            account.enqueue_account_email(account.CHANGED, form.user)
        remember_browser(self.request, response, form.user)
        return response


@method_decorator(never_cache, name="dispatch")
class PasswordResetDoneView(AccountMixin, TemplateView):
    """Says that it is done."""

    template_name = "oscar/registration/password_reset_complete.html"
    heading = gettext_lazy("Your password is changed")


class PasswordCheckView(FormView):
    """A page that asks for the present password: an open browser is no place to guess it."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make whoever tries too often wait."""
        wait = PASSWORD_CHECKS.wait_for(str(request.user.pk))
        return too_many(self, self.get_form(), wait) if wait else super().post(request)


def too_many(view: FormMixin, form: BaseForm, wait: int) -> HttpResponse:
    """Answer a form that was sent too often: 429, with what was typed."""
    form.add_error(None, too_often(wait))
    return say_when(view.form_invalid(form), wait)
