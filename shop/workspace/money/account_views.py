"""Where a seller's money goes: the account in force, a new one, and the link that stops it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from shop.order.exceptions import PayoutRefused
from shop.order.payouts.accounts import name_account, stop_account
from shop.order.payouts.links import find_account_to_stop
from shop.partner.membership import MembershipRefused
from shop.payment.banks import bank_name
from shop.payment.models import SellerAccount
from shop.users.client_ip import client_network
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.second_factor.services import CODES, check_code, has_second_factor
from shop.users.throttling import Limit, too_often
from shop.workspace.members.views import OwnersPageView
from shop.workspace.money.forms import SellerAccountForm

#: Accounts of before that are shown.
SHOWN = 10
TRIES = Limit("stop-account-link", tries=60, seconds=3600)


class SellerAccountView(OwnersPageView):
    """Shows where money goes and takes another account, for owners with a second factor."""

    template_name = "workspace/seller_account.html"
    heading = gettext_lazy("Where your money goes")
    tab = "today"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        current = self.partner.accounts.in_force().first()
        waiting = self.partner.accounts.waiting().first()
        shown = [account.pk for account in (current, waiting) if account]
        before = self.partner.accounts.exclude(pk__in=shown).select_related("named_by")[:SHOWN]
        has_factor = has_second_factor(self.request.user)
        if has_factor:
            kwargs.setdefault("form", SellerAccountForm(user=self.request.user))
        return super().get_context_data(**kwargs) | {
            "current": current,
            "current_bank": bank_name(current.bank_bin) if current else "",
            "waiting": waiting,
            "waiting_bank": bank_name(waiting.bank_bin) if waiting else "",
            "before": [(account, bank_name(account.bank_bin)) for account in before],
            "has_factor": has_factor,
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Name an account, or stop the one that is named by the button."""
        key = request.POST.get("dung", "")
        if key.isdecimal() and len(key) < 10:
            rows = SellerAccount.objects.filter(partner=self.partner)
            if stop_account(account=get_object_or_404(rows, pk=key), by=request.user):
                messages.success(request, _("This account is stopped and never counts."))
            return self.back()
        user = request.user
        if not has_second_factor(user):
            return self.back()
        form = SellerAccountForm(request.POST, user=user)
        if wait := CODES.wait_for(str(user.pk)):
            form.add_error(None, too_often(wait))
        if form.is_valid() and self._is_named(form):
            messages.success(
                request,
                _("Written down. It counts in 24 hours; all owners get an e-mail now."),
            )
            return self.back()
        return self.render_to_response(self.get_context_data(form=form))

    def back(self) -> HttpResponse:
        return redirect("workspace:seller-account", pk=self.partner.pk)

    def _is_named(self, form: SellerAccountForm) -> bool:
        """Check the code, then name the account; what is in the way stands in the form."""
        user, data = self.request.user, form.cleaned_data
        if not check_code(user=user, code=data["code"]):
            form.add_error("code", _("This code does not fit, or was used. Please try the next."))
            return False
        CODES.forget(str(user.pk))
        try:
            name_account(
                partner=self.partner,
                by=user,
                bank_bin=data["bank_bin"],
                account=data["account"],
                holder=data["holder"],
            )
        except (PayoutRefused, MembershipRefused) as refusal:
            form.add_error(None, refusal.message)
            return False
        return True


@method_decorator(never_cache, name="dispatch")
class StopAccountView(TemplateView):
    """Open to whoever holds the link of the e-mail: one press, and the account never counts."""

    template_name = "workspace/stop_account.html"
    heading = gettext_lazy("Stop a new bank account")

    @cached_property
    def account(self) -> SellerAccount | None:
        """The account of the link; None where the link is not ours or too old."""
        if TRIES.wait_for(client_network(self.request)):
            return None
        return find_account_to_stop(self.kwargs["token"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it; keep the link from robots and from the sites that the page leads to."""
        status = 200 if self.account else 404
        response = self.render_to_response(self.get_context_data(), status=status)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Stop it; a second press finds it stopped."""
        if self.account is not None:
            stop_account(account=self.account)
            self.account.refresh_from_db()
        return self.get(request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        account = self.account
        return super().get_context_data(**kwargs) | {
            "heading": self.heading,
            "noindex": True,
            "account": account,
            "bank": bank_name(account.bank_bin) if account else "",
        }
