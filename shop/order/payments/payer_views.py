"""Pages of whoever pays somebody else's order by a link: the sum and the goods, by transfer or by card."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shop.order.exceptions import PaymentRefused
from shop.order.links import order_of_payer_token
from shop.order.payments.card.views import PaidReturnView, lead_to_card_page
from shop.order.payments.choice import change_method, methods_of
from shop.order.payments.transfers.page import read_transfer_page
from shop.order.payments.transfers.views import (
    TransferCodeView,
    TransferSimulationView,
    TransferStatusView,
)
from shop.order.receipt import read_receipt
from shop.order.views import SignedPage
from shop.payment.card.client import is_trial
from shop.payment.methods import CARD


class PayForView(SignedPage):
    """The page for somebody else who pays: amount, sellers and goods, and no word of who gets them."""

    template_name = "orders/pay_for.html"
    order_behind = staticmethod(order_of_payer_token)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Nothing here may come from the order's own link or lead to it."""
        token = self.kwargs["token"]
        receipt = read_receipt(self.order)
        return super().get_context_data(**kwargs) | {
            "heading": _("Pay for an order"),
            "payment": receipt.payment,
            "parcels": [
                (part.seller_name, [(line.quantity, line.title) for line in part.lines])
                for part in receipt.producer_orders
                if not part.is_cancelled
            ],
            "transfer": read_transfer_page(
                self.order, receipt.payment, names="pay-for", token=token
            ),
            "card_url": reverse("orders:pay-for-card", kwargs={"token": token})
            if receipt.payment.is_awaited and _takes_cards(self)
            else "",
            "is_trial": is_trial(),
        }


class PayForCardView(SignedPage):
    """Leads to Stripe's page, which leads back to the payer's; the order then waits for a card."""

    order_behind = staticmethod(order_of_payer_token)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("orders:pay-for", token=self.kwargs["token"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open Stripe's page, or say why not; nothing is lost then."""
        if not _takes_cards(self):
            raise Http404
        try:
            change_method(order=self.order, method=CARD)
            return lead_to_card_page(self.order, for_payer=True)
        except PaymentRefused as refusal:
            messages.error(request, refusal.message)
            return redirect("orders:pay-for", token=self.kwargs["token"])


class PayForReturnView(PaidReturnView):
    """Where Stripe leads a payer back to; it knows no other page than the payer's."""

    order_behind = staticmethod(order_of_payer_token)

    def links(self) -> dict[str, str]:
        token = {"token": self.kwargs["token"]}
        return {
            "again_url": reverse("orders:pay-for-return", kwargs=token),
            "pay_url": reverse("orders:pay-for", kwargs=token),
        }

    def leave(self) -> HttpResponse:
        return redirect("orders:pay-for", token=self.kwargs["token"])


class PayForCodeView(TransferCodeView):
    """The code as a picture, for whoever pays by the link."""

    names = "pay-for"
    order_behind = staticmethod(order_of_payer_token)


class PayForStatusView(TransferStatusView):
    """How far the money is, for whoever pays by the link."""

    names = "pay-for"
    order_behind = staticmethod(order_of_payer_token)


class PayForSimulationView(TransferSimulationView):
    """The demonstration's button, for whoever pays by the link."""

    names = "pay-for"
    order_behind = staticmethod(order_of_payer_token)


def _takes_cards(page: SignedPage) -> bool:
    """Whether the shop takes cards and this order may be paid by one."""
    methods = methods_of(page.order)
    return any(offered.method is CARD and not offered.refusal for offered in methods)
