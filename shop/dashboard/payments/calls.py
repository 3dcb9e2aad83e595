"""Cash orders to be confirmed by phone: who to call, and what came of it."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import ListView, View

from shop.order.calls.models import CallOutcome
from shop.order.calls.services import orders_to_call, record_call
from shop.order.exceptions import TransitionRefused
from shop.order.models import MAX_NOTE_LENGTH, Order
from shop.users.phone import local_phone
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.typed_words import say_typed


class CallListView(ListView):
    """Orders that wait for a call, the longest waiting first, each with its outcomes as buttons."""

    template_name = "oscar/dashboard/payments/call_list.html"
    context_object_name = "orders"
    paginate_by = 40

    def get_queryset(self) -> QuerySet[Order]:
        orders = orders_to_call().select_related("submission", "shipping_address", "payment")
        return orders.annotate(tries=Count("calls"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = [
            (order, local_phone(order.submission.buyer_phone or order.submission.phone))
            for order in context["orders"]
        ]
        return context | {"rows": rows, "outcomes": CallOutcome.choices}


class CallStepView(View):
    """Writes one call down."""

    http_method_names = ["post", "options"]

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Follow the outcome; an order that somebody else has called meanwhile gets a message."""
        order = get_object_or_404(Order, pk=pk)
        outcome = request.POST.get("outcome", "")
        note = request.POST.get("note", "")[:MAX_NOTE_LENGTH]
        if outcome not in CallOutcome.values:
            messages.error(request, _("Please say what came of the call."))
            say_typed(request, note)
            return redirect("dashboard:call-list")
        try:
            result = record_call(
                order=order,
                outcome=outcome,
                actor=request.user,
                note=note,
            )
        except TransitionRefused as refusal:
            messages.warning(request, refusal.message)
            say_typed(request, note)
        else:
            text = (
                _("Order %(number)s is settled.")
                if result.is_settled
                else _("Order %(number)s: not reached, try %(tries)d.")
            )
            messages.success(request, text % {"number": order.number, "tries": result.tries})
        return redirect("dashboard:call-list")
