"""The buyer's page for a refund: to which account it goes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shop.order.payments.forms import PayoutAccountForm
from shop.order.payments.payout import awaiting_account, give_account
from shop.order.views import OrderPage
from shop.payment.models import PayoutAccount
from shop.users.throttling import Limit, say_when, too_often

#: A typing error or two; a stolen link is not for a machine.
NAMING = Limit("payout-account", tries=10, seconds=3600)


class PayoutAccountView(OrderPage):
    """Asks for an account by GET and keeps it by POST; what is kept is never shown again."""

    template_name = "orders/payout_account.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(PayoutAccountForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the account where a refund waits for one."""
        if not awaiting_account(self.order):
            return self.back()
        form = PayoutAccountForm(request.POST)
        wait = NAMING.wait_for(self.order.number) if form.is_valid() else 0
        if wait:
            form.add_error(None, too_often(wait))
            return say_when(self.show(form), wait)
        if not form.is_valid():
            return self.show(form)
        give_account(order=self.order, **form.cleaned_data)
        messages.success(request, _("Thank you. You hear from us when the money has been sent."))
        return self.back()

    def show(self, form: PayoutAccountForm) -> HttpResponse:
        refunds = awaiting_account(self.order)
        context = self.get_context_data(
            form=form,
            waiting=bool(refunds),
            amount=sum(int(refund.amount) for refund in refunds),
            is_given=PayoutAccount.objects.filter(payment__order=self.order).exists(),
        )
        return self.render_to_response(context | {"heading": _("Where shall the money go?")})
