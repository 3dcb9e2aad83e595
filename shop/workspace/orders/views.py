"""The inbox of orders, one order with its next step, and the list for fetching goods from the shelf."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.mail.outbox import mark_read
from shop.order.emails.seller import NEW_PRODUCER_ORDER
from shop.order.exceptions import TransitionRefused
from shop.order.fulfilment import transition_producer_order
from shop.order.models import ProducerOrder, ProducerOrderStatus, Role
from shop.order.receipt import read_receipt
from shop.order.states import AWAITING, DELIVERED, PACKED, SHIPPED, next_states
from shop.partner.models import Membership
from shop.payment.methods import CASH_ON_DELIVERY
from shop.users.requests import AuthenticatedHttpRequest
from shop.workspace.orders import inbox
from shop.workspace.orders.forms import OrderStepForm, step_form
from shop.workspace.orders.inbox import InboxTab
from shop.workspace.orders.pick_list import read_pick_list
from shop.workspace.page_view import WorkspacePageView

PER_PAGE = 20
#: What a packer may say of an order; confirming, refusing and taking back are the sellers'.
PACKERS_STEPS = (PACKED, SHIPPED, DELIVERED)


class WorkspaceOrderListView(WorkspacePageView):
    """Orders by what is to be done next; nonsense in the query string shows the first tab."""

    template_name = "workspace/orders.html"
    heading = gettext_lazy("Orders")
    tab = "orders"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tabs = [tab for tab in InboxTab if self.sells or tab != InboxTab.TO_CONFIRM]
        wanted = self.request.GET.get("muc", "")
        shown = wanted if wanted in tabs else tabs[0].value
        counts = inbox.count_orders(self.partner)
        rows = inbox.select_orders(self.partner, shown)
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "tabs": [(tab.value, tab.label, counts[tab], tab == shown) for tab in tabs],
            "shown": shown,
            "page": page,
            "cards": inbox.order_cards(
                page.object_list,  # type: ignore[arg-type]  # a slice of the rows
                self.partner,
                self.request.user,
            ),
            "may_pick": shown == InboxTab.TO_PACK and counts[InboxTab.TO_PACK] > 0,
        }


class WorkspaceOrderView(WorkspacePageView):
    """One order: what to pack, for whom, and the next step as one large button."""

    template_name = "workspace/order.html"
    tab = "orders"

    def find_membership(self) -> Membership:
        return self.membership_for(self.producer_order.partner_id)

    @cached_property
    def producer_order(self) -> ProducerOrder:
        """The order of the URL, if it may be sent; find_membership() asks whose it is."""
        sent = ProducerOrder.objects.exclude(status=AWAITING)
        row = sent.select_related("order__submission").filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404
        return row

    def steps(self) -> list[ProducerOrderStatus]:
        """Return what the visitor may do with the order now."""
        row = self.producer_order
        steps = next_states(row.status, Role.SELLER, is_pickup=row.is_pickup)
        return steps if self.sells else [step for step in steps if step in PACKERS_STEPS]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the order as plain objects, its history, and a form for each next step."""
        row = self.producer_order
        mark_read(NEW_PRODUCER_ORDER, row.pk, self.request.user.pk)
        receipt = read_receipt(row.order)
        part = next(part for part in receipt.producer_orders if part.pk == row.pk)
        forms = kwargs.pop("forms", None) or [
            step_form(to, is_pickup=row.is_pickup) for to in self.steps()
        ]
        released_at = inbox.orders_of(self.partner).values_list("released_at", flat=True)
        in_the_house = row.status in inbox.IN_THE_HOUSE
        clock = (
            inbox.hand_over_clock(self.partner, released_at.get(pk=row.pk))
            if in_the_house
            else None
        )
        return super().get_context_data(**kwargs) | {
            "heading": _("Order %(number)s") % {"number": receipt.number},
            "receipt": receipt,
            "part": part,
            "grams": row.parcel_grams,
            "clock": clock,
            "collects": part.due if receipt.payment.method == CASH_ON_DELIVERY.code else 0,
            "history": list(row.transitions.select_related("actor")),
            "forward": [form for form in forms if not form.ends],
            "endings": [form for form in forms if form.ends],
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Take one step; a second tap, or a step that is no longer possible, gets a message."""
        row = self.producer_order
        to = request.POST.get("to", "")
        if not self.sells and to not in PACKERS_STEPS:
            raise Http404
        forms = [step_form(step, request.POST, is_pickup=row.is_pickup) for step in self.steps()]
        form = next((candidate for candidate in forms if candidate.is_bound), None)
        if form is not None and not form.is_valid():
            return self.render_to_response(self.get_context_data(forms=forms))
        self._take_step(row, to, form)
        shown = request.POST.get("muc", "")
        if shown in InboxTab.values:
            url = reverse("workspace:order-list", kwargs={"pk": self.partner.pk})
            return redirect(f"{url}?muc={shown}")
        return redirect("workspace:order", pk=row.pk)

    def _take_step(self, row: ProducerOrder, to: str, form: OrderStepForm | None) -> None:
        step = form.step(language=row.order.submission.language) if form else {"to": to}
        try:
            changed = transition_producer_order(
                producer_order=row, role=Role.SELLER, actor=self.request.user, **step
            )
        except TransitionRefused as refusal:
            messages.error(self.request, refusal.message)
            return
        row.refresh_from_db()
        text = (
            _("Order %(number)s is now “%(state)s”.")
            if changed
            else _("Order %(number)s is “%(state)s” already.")
        )
        say = messages.success if changed else messages.info
        say(self.request, text % {"number": row.order.number, "state": row.status_label})


class PickListView(WorkspacePageView):
    """What to fetch from the shelf for all orders that are to be packed; made to be printed."""

    template_name = "workspace/pick_list.html"
    heading = gettext_lazy("Goods to fetch")
    tab = "orders"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"picks": read_pick_list(self.partner)}
