"""The pages of an order, opened by its signed link: how far it is, cancel, order again, receipt."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from shop.basket.exceptions import BasketClosed
from shop.basket.requests import BasketRequest
from shop.order.exceptions import TransitionRefused
from shop.order.forms import CancelForm, LookupForm
from shop.order.fulfilment import Cancellation, cancel_producer_orders
from shop.order.links import order_of_token, order_path, order_token
from shop.order.lookup import find_order
from shop.order.messages.services import unread_counts
from shop.order.models import EInvoice, Order, ProducerOrder, Role
from shop.order.receipt import Receipt, read_receipt
from shop.order.reorder import Reordered, reorder
from shop.order.states import AWAITING
from shop.users.client_ip import client_network
from shop.users.throttling import say_when, too_often


class SignedPage(TemplateView):
    """A page about an order that a signed token opens; robots and other sites learn nothing of it."""

    heading = ""
    order: Order
    order_behind = staticmethod(order_of_token)

    @method_decorator(never_cache)
    def dispatch(
        self, request: HttpRequest, *args: Any, token: str, **kwargs: Any
    ) -> HttpResponseBase:
        """Find the order, or answer 404 for a token that is not ours."""
        order = self.order_behind(token)
        if order is None:
            raise Http404
        self.order = order
        response = super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"noindex": True, "heading": self.heading}


class OrderPage(SignedPage):
    """A page for the buyer, whose link opens all of the order."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = {"token": order_token(self.order)}
        if "receipt" not in kwargs:
            context["receipt"] = read_receipt(self.order)
        return super().get_context_data(**kwargs) | context

    def back(self) -> HttpResponse:
        return redirect(order_path(self.order))


class ConfirmationView(OrderPage):
    """What was ordered, to where, and how far it is; for the buyer to come back to."""

    template_name = "orders/confirmation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        invoices = EInvoice.objects.issued().filter(producer_order__order=self.order)
        return super().get_context_data(**kwargs) | {
            "heading": _("Your order"),
            "invoices": list(invoices.select_related("producer_order")),
            "threads": self.threads(),
        }

    def threads(self) -> list[tuple[ProducerOrder, int]]:
        """Return with whom the buyer may exchange messages, and how many are unread."""
        rows = list(self.order.producer_orders.exclude(status=AWAITING))
        unread = unread_counts([row.pk for row in rows], Role.BUYER)
        return [(row, unread.get(row.pk, 0)) for row in rows]


class ReceiptView(OrderPage):
    """The receipt to print or keep as a file (Luật 19/2023 Đ.29, Đ.38)."""

    template_name = "orders/receipt.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the shop's legal block."""
        facts = {"heading": _("Receipt"), "shop": settings.OCOP_SELLER}
        return super().get_context_data(**kwargs) | facts


class CancelView(OrderPage):
    """Asks by GET, cancels by POST; what was packed meanwhile stays, with a message."""

    template_name = "orders/cancel.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask which producer orders and why; say so when it is too late."""
        return self.show(read_receipt(self.order))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Cancel and lead back to the order; pressing twice is answered, not repeated."""
        receipt = read_receipt(self.order)
        form = CancelForm(request.POST, receipt=receipt)
        if not form.is_valid():
            return self.show(receipt, form)
        data = form.cleaned_data
        user = request.user
        buyer = user if user.is_authenticated and user.pk == self.order.user_id else None
        try:
            outcome = cancel_producer_orders(
                order=self.order,
                producer_orders=set(data["parcels"]),
                reason=data["reason"],
                note=data["note"],
                actor=buyer,
            )
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
            return self.show(receipt, form)
        report_cancellation(request, outcome)
        return self.back()

    def show(self, receipt: Receipt, form: CancelForm | None = None) -> HttpResponse:
        form = form or CancelForm(receipt=receipt)
        return self.render_to_response(
            self.get_context_data(form=form, receipt=receipt) | {"heading": _("Cancel the order")}
        )


class ReorderView(OrderPage):
    """Puts the same into the basket again; a stray visitor is led to the order."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.back()

    def post(self, request: BasketRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Fill the basket and say what is missing and why."""
        try:
            report_reorder(request, reorder(order=self.order, basket=request.basket))
        except BasketClosed as refusal:
            messages.error(request, refusal.message)
        return redirect("basket:summary")


@method_decorator(never_cache, name="dispatch")
class OrderLookupView(FormView):
    """Number and phone lead to the order's page; too many tries have to wait."""

    template_name = "orders/lookup.html"
    form_class = LookupForm

    def form_valid(self, form: LookupForm) -> HttpResponse:
        """Open the order, or give the one answer for anything that does not fit."""
        data = form.cleaned_data
        order, wait = find_order(
            number=data["number"], phone=data["phone"], network=client_network(self.request)
        )
        if order is not None:
            return redirect(order_path(order))
        if wait:
            form.add_error(None, too_often(wait))
            return say_when(self.form_invalid(form), wait)
        form.add_error(None, _("We find no order with this number and this phone."))
        return self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page; robots may find it."""
        return super().get_context_data(**kwargs) | {"heading": _("Where is my order?")}


def report_cancellation(request: HttpRequest, outcome: Cancellation) -> None:
    """Add a message for each producer order."""
    for producer_order in outcome.done:
        messages.success(
            request,
            _("The parcel of %(name)s is cancelled.") % {"name": producer_order.seller_name},
        )
    for producer_order in outcome.already:
        messages.info(
            request,
            _("The parcel of %(name)s was cancelled already.")
            % {"name": producer_order.seller_name},
        )
    for producer_order in outcome.refused:
        messages.warning(
            request,
            _("The parcel of %(name)s can no longer be cancelled: it is “%(state)s”.")
            % {"name": producer_order.seller_name, "state": producer_order.status_label},
        )


def report_reorder(request: HttpRequest, outcome: Reordered) -> None:
    """Say how many products are in the basket, which are short and which are missing."""
    if outcome.added:
        count = len(outcome.added)
        text = ngettext(
            "%(count)d product of the order is in your basket, at today's price.",
            "%(count)d products of the order are in your basket, at today's prices.",
            count,
        )
        messages.success(request, text % {"count": count})
    for title, why in [*outcome.short, *outcome.missing]:
        messages.warning(request, _("“%(name)s”: %(why)s") % {"name": title, "why": why})
