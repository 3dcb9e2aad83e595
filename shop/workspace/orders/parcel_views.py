"""An order in several parcels, and what its seller's people write down about it for each other."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.order.exceptions import TransitionRefused
from shop.order.internal_notes.forms import InternalNoteForm
from shop.order.internal_notes.services import add_internal_note
from shop.order.models import Role
from shop.order.parcels.forms import ParcelForm
from shop.order.parcels.services import hand_over_parcel, read_unsent, was_handed_over
from shop.order.states import PACKED
from shop.users.requests import AuthenticatedHttpRequest
from shop.workspace.orders.order_page import WorkspaceOrderPage


class ParcelsView(WorkspaceOrderPage):
    """What has been handed over, and one more parcel; the last one sends the order on its way."""

    template_name = "workspace/parcels.html"
    heading = gettext_lazy("Send in several parcels")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.producer_order
        form = kwargs.pop("form", None) or self.form()
        return super().get_context_data(**kwargs) | {
            "producer_order": row,
            "parcels": list(row.parcels.prefetch_related("items__line")),
            "form": form if row.status == PACKED and not row.is_pickup and form.lines else None,
        }

    def form(self, *data: Any) -> ParcelForm:
        return ParcelForm(*data, lines=read_unsent(self.producer_order))

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Hand a parcel over once, however often it is pressed."""
        row, form = self.producer_order, self.form(request.POST)
        if was_handed_over(producer_order=row, submission=request.POST.get("submission", "")):
            return redirect("workspace:parcels", pk=pk)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        data = form.cleaned_data
        try:
            hand_over_parcel(
                producer_order=row,
                role=Role.SELLER,
                carrier=data["carrier"],
                tracking_number=data["tracking_number"],
                submission=data["submission"],
                pieces=form.pieces(),
                actor=request.user,
            )
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, _("The parcel is written down; the buyer is told."))
        return redirect("workspace:parcels", pk=pk)


class InternalNotesView(WorkspaceOrderPage):
    """Notes of colleagues about an order, and one more."""

    template_name = "workspace/internal_notes.html"
    heading = gettext_lazy("Notes for colleagues")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.producer_order
        return super().get_context_data(**kwargs) | {
            "producer_order": row,
            "internal_notes": list(row.internal_notes.select_related("author")),
            "form": kwargs.get("form") or InternalNoteForm(),
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Write it down once."""
        form = InternalNoteForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        add_internal_note(
            producer_order=self.producer_order, author=request.user, **form.cleaned_data
        )
        messages.success(request, _("The note is saved."))
        return redirect("workspace:internal-notes", pk=pk)
