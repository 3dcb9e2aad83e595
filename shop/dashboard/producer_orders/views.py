"""The two screens for sending goods: which producer orders wait, and one with its next step."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import DetailView, ListView

from shop.dashboard.producer_orders import selection
from shop.dashboard.producer_orders.forms import ProducerOrderFilterForm
from shop.mail.models import OutgoingEmail
from shop.notices.events import ORDER_EVENTS
from shop.notices.reading import mark_subjects_read
from shop.order.emails.seller import NEW_PRODUCER_ORDER
from shop.order.models import ProducerOrder
from shop.order.receipt import read_receipt
from shop.order.states import next_states
from shop.order.steps.forms import OrderStepForm, step_forms
from shop.order.steps.taking import find_sent, take_step
from shop.users.requests import AuthenticatedHttpRequest

PER_PAGE = 40


class ProducerOrderListView(ListView):
    """Producer orders by what needs doing, the longest waiting first."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/producer_orders/list.html"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[ProducerOrder]:
        self.form = ProducerOrderFilterForm(self.request.GET)
        return selection.select_producer_orders(
            self.request.user, show=self.form.value("show"), text=self.form.value("q")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        counts = selection.count_producer_orders(self.request.user)
        show, text = self.form.value("show"), self.form.value("q")
        unread = selection.unread_of(self.request.user)
        return context | {
            "rows": [
                selection.read_row(producer_order, unread)
                for producer_order in context["object_list"]
            ],
            "tabs": [
                (value, label, counts[value], value == show and not text)
                for value, label in selection.ProducerOrderFilter.choices
            ],
            "sees_all": self.request.user.has_perm("order.view_order"),
            "show": show,
            "query": text,
        }


class ProducerOrderDetailView(DetailView):
    """One producer order: lines, address, history, and a button for each next status."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/producer_orders/detail.html"
    context_object_name = "producer_order"

    def get_object(self, queryset: QuerySet | None = None) -> ProducerOrder:
        producer_orders = selection.producer_orders_of(self.request.user).select_related(
            "order__submission"
        )
        producer_order = get_object_or_404(producer_orders.distinct(), pk=self.kwargs["pk"])
        mark_subjects_read(self.request.user, [producer_order.pk], *ORDER_EVENTS)
        return producer_order

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the receipt, the history, the e-mails, and a form for each next status."""
        producer_order = self.object
        receipt = read_receipt(producer_order.order)
        forms = kwargs.pop("forms", None) or self.forms()
        return super().get_context_data(**kwargs) | {
            "receipt": receipt,
            "part": next(
                receipt_part
                for receipt_part in receipt.producer_orders
                if receipt_part.pk == producer_order.pk
            ),
            "history": list(producer_order.transitions.select_related("actor")),
            "emails": list(
                OutgoingEmail.objects.filter(kind=NEW_PRODUCER_ORDER, about=producer_order.pk)
            ),
            "invoices": list(producer_order.e_invoices.select_related("adjusts")),
            "forward": [form for form in forms if not form.ends],
            "endings": [form for form in forms if form.ends],
        }

    def post(self, request: AuthenticatedHttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take one step; a second click, or a step that is no longer possible, gets a message."""
        producer_order = self.object = self.get_object()
        role = selection.role_of(request.user, producer_order)
        if not role:
            raise PermissionDenied
        forms = self.forms(request.POST)
        form = find_sent(forms)
        if form is not None and not form.is_valid():
            return self.render_to_response(self.get_context_data(forms=forms))
        take_step(request, producer_order=producer_order, form=form, role=role, actor=request.user)
        return redirect("dashboard:producer-order", pk=producer_order.pk)

    def forms(self, posted: QueryDict | None = None) -> list[OrderStepForm]:
        """Return a form for each step this person may take, the one that was sent bound."""
        row, role = self.object, selection.role_of(self.request.user, self.object)
        return step_forms(
            next_states(row.status, role, is_pickup=row.is_pickup),
            posted,
            role=role,
            is_pickup=row.is_pickup,
            has_note=True,
        )


class ProducerOrderSlipView(DetailView):
    """What is printed and put into the parcel: goods, recipient, card, and no price."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/producer_orders/slip.html"
    context_object_name = "producer_order"

    def get_object(self, queryset: QuerySet | None = None) -> ProducerOrder:
        producer_orders = selection.producer_orders_of(self.request.user).select_related(
            "order__submission"
        )
        return get_object_or_404(producer_orders.distinct(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        receipt = read_receipt(self.object.order)
        part = next(part for part in receipt.producer_orders if part.pk == self.object.pk)
        return super().get_context_data(**kwargs) | {"receipt": receipt, "part": part}
