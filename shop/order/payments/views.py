"""The page where an order is paid: by its signed link, as often as one comes back to it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shop.order.exceptions import PaymentRefused
from shop.order.links import order_token, payer_url
from shop.order.payments.choice import change_method, methods_of
from shop.order.payments.transfers.page import read_transfer_page
from shop.order.receipt import read_receipt
from shop.order.views import OrderPage
from shop.payment.card.client import is_trial
from shop.payment.methods import BANK_TRANSFER, CARD, find_offered, offers_paying_before


class PayView(OrderPage):
    """What is owed, until when, and the chosen method's own part; POST changes the method.

    Nothing here says that an order is paid but its own ledger: no query string is read.
    """

    template_name = "orders/pay.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        receipt = read_receipt(self.order)
        is_transfer = receipt.payment.is_awaited and receipt.payment.method == BANK_TRANSFER.code
        facts = {
            "heading": _("Pay for your order"),
            "methods": methods_of(self.order) if receipt.payment.is_awaited else [],
            "is_transfer": is_transfer,
            "is_trial": is_trial(),
            "is_card": receipt.payment.is_awaited and receipt.payment.method == CARD.code,
            "takes_cards": find_offered(CARD.code) is not None,
            "transfer": read_transfer_page(self.order, receipt.payment),
            "payer_url": payer_url(self.order)
            if receipt.payment.is_awaited and offers_paying_before()
            else "",
        }
        return super().get_context_data(receipt=receipt, **kwargs) | {"receipt": receipt} | facts

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Pay by another method; what is refused is said, and all stays as it was."""
        method = find_offered(request.POST.get("payment", ""))
        user = request.user
        buyer = user if user.is_authenticated and user.pk == self.order.user_id else None
        if method is None:
            messages.error(request, _("Please choose how you want to pay."))
            return self.stay()
        try:
            change_method(order=self.order, method=method, actor=buyer)
        except PaymentRefused as refusal:
            messages.error(request, refusal.message)
            return self.stay()
        if method.pays_before:
            return self.stay()
        messages.success(request, _("You pay in cash on delivery. The sellers get to work now."))
        return self.back()

    def stay(self) -> HttpResponse:
        return redirect("orders:pay", token=order_token(self.order))
