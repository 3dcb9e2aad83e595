"""The pages behind the e-mail that proves an e-mail address."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View

from shop.customer.account.mixins import AccountMixin
from shop.customer.emails import account
from shop.customer.verification.services import is_valid_token, verify_email
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.throttling import Limit, wait_in_minutes

RESENDS = Limit("verification-letter", tries=3, seconds=3600)


class VerificationResendView(View):
    """Sends the e-mail once more; a few an hour."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("customer:profile-view")

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        """Send, or say when the next one may be asked for."""
        user, wait = request.user, 0
        if user.has_verified_email or not user.email:
            return redirect("customer:profile-view")
        wait = RESENDS.wait_for(str(user.pk))
        if wait:
            text = _("Three letters are on their way. Please ask again in %d minutes.")
            messages.warning(request, text % wait_in_minutes(wait))
        else:
            account.enqueue_account_email(account.VERIFY, user)
            messages.success(request, _("A letter is on its way to %s.") % user.email)
        return redirect("customer:profile-view")


class EmailVerificationView(AccountMixin, TemplateView):
    """Asks by GET, because programs open links in e-mails; notes the proof by POST.

    Only the account itself can do it, so that nobody proves a stranger's address for them.
    """

    template_name = "oscar/customer/verify.html"
    heading = gettext_lazy("Confirm your e-mail address")
    tab = "profile"
    request: AuthenticatedHttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether the link still works for this account."""
        works = is_valid_token(kwargs["token"], self.request.user)
        return super().get_context_data(**kwargs) | {"works": works}

    def post(self, request: AuthenticatedHttpRequest, token: str) -> HttpResponse:
        """Note the proof; a second press gets the same answer."""
        if not is_valid_token(token, request.user):
            return self.get(request, token=token)
        claimed = verify_email(request.user)
        messages.success(request, _("Your e-mail address is confirmed."))
        if claimed:
            text = ngettext(
                "%(count)d order that you placed as a guest is in your list now.",
                "%(count)d orders that you placed as a guest are in your list now.",
                claimed,
            )
            messages.info(request, text % {"count": claimed})
        return redirect("customer:order-list")
