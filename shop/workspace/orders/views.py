"""The inbox of orders, one order with its next step, and the list for fetching goods from the shelf."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.notices.events import ORDER_EVENTS
from shop.notices.reading import mark_subjects_read
from shop.order.messages.services import unread_counts
from shop.order.models import ProducerOrderStatus, Role
from shop.order.receipt import read_receipt
from shop.order.states import CONFIRMED, DELIVERED, PACKED, SHIPPED, next_states
from shop.order.steps.forms import OrderStepForm, step_forms
from shop.order.steps.taking import find_sent, take_step
from shop.payment.methods import CASH_ON_DELIVERY
from shop.payment.models import UNPAID
from shop.users.requests import AuthenticatedHttpRequest
from shop.workspace.orders import inbox
from shop.workspace.orders.inbox import InboxTab
from shop.workspace.orders.order_page import WorkspaceOrderPage
from shop.workspace.orders.pick_list import read_pick_list
from shop.workspace.page_view import WorkspacePageView

PER_PAGE = 20
SELLERS_TABS = (InboxTab.TO_CONFIRM, InboxTab.MESSAGES)
#: What a packer may say of an order; confirming, refusing and taking back are the sellers'.
PACKERS_STEPS = (PACKED, SHIPPED, DELIVERED)


class WorkspaceOrderListView(WorkspacePageView):
    """Orders by what is to be done next; nonsense in the query string shows the first tab."""

    template_name = "workspace/orders.html"
    heading = gettext_lazy("Orders")
    tab = "orders"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tabs = [tab for tab in InboxTab if self.sells or tab not in SELLERS_TABS]
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
            "may_print": shown in (InboxTab.TO_PACK, InboxTab.TO_HAND_OVER) and counts[shown] > 0,
        }


class WorkspaceOrderView(WorkspaceOrderPage):
    """One order: what to pack, for whom, and the next step as one large button."""

    template_name = "workspace/order.html"

    def steps(self) -> list[ProducerOrderStatus]:
        """Return what the visitor may do with the order now; goods without money stay here."""
        row = self.producer_order
        steps = next_states(row.status, Role.SELLER, is_pickup=row.is_pickup)
        if row.order.payment.status in UNPAID:
            leaves = DELIVERED if row.is_pickup else SHIPPED
            steps = [step for step in steps if step != leaves]
        return steps if self.sells else [step for step in steps if step in PACKERS_STEPS]

    def forms(self, posted: QueryDict | None = None) -> list[OrderStepForm]:
        """Return a form for each step the visitor may take, the one that was sent bound."""
        return step_forms(
            self.steps(), posted, role=Role.SELLER, is_pickup=self.producer_order.is_pickup
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the order as plain objects, its history, and a form for each next step."""
        row = self.producer_order
        mark_subjects_read(self.request.user, [row.pk], *ORDER_EVENTS)
        receipt = read_receipt(row.order)
        part = next(part for part in receipt.producer_orders if part.pk == row.pk)
        forms = kwargs.pop("forms", None) or self.forms()
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
            "unread": unread_counts([row.pk], Role.SELLER).get(row.pk, 0) if self.sells else 0,
            "parcels": part.parcels,
            "may_split": row.status == PACKED
            and not row.is_pickup
            and sum(line.quantity for line in part.lines) > 1,
            "internal_notes": list(row.internal_notes.select_related("author")),
            "may_print": row.status in (CONFIRMED, PACKED, SHIPPED, DELIVERED),
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Take one step; a second tap, or a step that is no longer possible, gets a message."""
        row = self.producer_order
        to = request.POST.get("to", "")
        if not self.sells and to not in PACKERS_STEPS:
            raise Http404
        forms = self.forms(request.POST)
        form = find_sent(forms)
        if form is not None and not form.is_valid():
            return self.render_to_response(self.get_context_data(forms=forms))
        take_step(request, producer_order=row, form=form, role=Role.SELLER, actor=request.user)
        shown = request.POST.get("muc", "")
        if shown in InboxTab.values:
            url = reverse("workspace:order-list", kwargs={"pk": self.partner.pk})
            return redirect(f"{url}?muc={shown}")
        return redirect("workspace:order", pk=row.pk)


class PickListView(WorkspacePageView):
    """What to fetch from the shelf for all orders that are to be packed; made to be printed."""

    template_name = "workspace/pick_list.html"
    heading = gettext_lazy("Goods to fetch")
    tab = "orders"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"picks": read_pick_list(self.partner)}
