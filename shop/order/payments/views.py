"""The page where an order is paid: by its signed link, as often as one comes back to it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from shop.order.exceptions import PaymentRefused
from shop.order.links import order_of_payer_token, order_token, payer_url
from shop.order.payments.choice import change_method, methods_of
from shop.order.payments.transfers.page import read_transfer_page
from shop.order.payments.transfers.views import TransferCodeView
from shop.order.receipt import read_receipt
from shop.order.views import OrderPage
from shop.payment.card.client import is_trial
from shop.payment.methods import BANK_TRANSFER, CARD, find_offered


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
            "transfer": read_transfer_page(self.order, receipt.payment),
            "payer_url": payer_url(self.order)
            if receipt.payment.is_awaited and settings.PAYMENT_BANK["account"]
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


@method_decorator(never_cache, name="dispatch")
class PayForView(TemplateView):
    """The page for somebody else who pays: amount, sellers and goods, and no word of who gets them.

    It pays by transfer only: the card's provider leads back to the order, which is the buyer's.
    """

    template_name = "orders/pay_for.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Answer 404 for a token that is not ours or too old."""
        token = kwargs.pop("token")
        order = order_of_payer_token(token)
        if order is None:
            raise Http404
        receipt = read_receipt(order)
        return super().get_context_data(**kwargs) | {
            "heading": _("Pay for an order"),
            "noindex": True,
            "payment": receipt.payment,
            "parcels": [
                (part.seller_name, [(line.quantity, line.title) for line in part.lines])
                for part in receipt.producer_orders
                if not part.is_cancelled
            ],
            "transfer": read_transfer_page(order, receipt.payment),
            "code_url": reverse("orders:pay-for-code", kwargs={"token": token, "kind": "svg"}),
        }

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Keep robots and other sites from learning of the link."""
        response = super().render_to_response(context, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response


class PayForCodeView(TransferCodeView):
    """The code as a picture, for whoever pays by the link."""

    order_behind = staticmethod(order_of_payer_token)
