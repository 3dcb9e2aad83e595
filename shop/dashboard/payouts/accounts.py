"""What somebody of the shop says of an account that is in another name than its seller."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from shop.dashboard.payouts.forms import AccountDecisionForm, PayoutFilter
from shop.order.exceptions import PayoutRefused
from shop.order.payouts.accounts import accept_account, refuse_account
from shop.payment.models import SellerAccount
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.typed_words import say_typed


class AccountDecisionView(View):
    """Lets an account count, or refuses it with a reason."""

    http_method_names = ["post", "options"]

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Call the one service, and lead back to the list."""
        account = get_object_or_404(SellerAccount, pk=pk)
        form = AccountDecisionForm(request.POST)
        back = f"{reverse('dashboard:payout-list')}?show={PayoutFilter.ACCOUNTS.value}"
        if not form.is_valid():
            messages.error(request, _("Please press one of the two buttons."))
            return redirect(back)
        why = form.cleaned_data["why"]
        try:
            if form.cleaned_data["decision"] == "yes":
                accept_account(account=account, by=request.user)
                messages.success(request, _("This account counts, once its day is over."))
            else:
                refuse_account(account=account, by=request.user, why=why)
                messages.success(request, _("The account is refused; its owners get an e-mail."))
        except PayoutRefused as refusal:
            messages.error(request, refusal.message)
            say_typed(request, why)
        return redirect(back)
