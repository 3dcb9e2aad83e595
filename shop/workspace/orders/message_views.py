"""The seller's side of what buyer and seller write about an order."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shop.order.messages.forms import OrderMessageForm
from shop.order.messages.receiving import receive_message
from shop.order.messages.services import find_photo, open_thread
from shop.order.models import Role
from shop.order.returns.views import open_photo
from shop.users.requests import AuthenticatedHttpRequest
from shop.workspace.orders.order_page import WorkspaceOrderPage


class OrderMessagesView(WorkspaceOrderPage):
    """The thread with the buyer, and a form for more; packers answer nobody."""

    template_name = "workspace/messages.html"
    for_sellers = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, address = self.producer_order, self.producer_order.order.shipping_address
        thread = open_thread(row, Role.SELLER)
        form = kwargs.pop("form", None) or OrderMessageForm(owner=self.request.user)
        buyer = row.order.submission.giver_name or (address.first_name if address else "")
        return super().get_context_data(**kwargs) | {
            "heading": _("Messages with %(name)s") % {"name": buyer},
            "buyer": buyer,
            "form": form,
            "producer_order": row,
            "thread": thread,
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Send it once, however often it is pressed; what is refused comes back as typed."""
        row = self.producer_order
        received = receive_message(request, thread=row, role=Role.SELLER, author=request.user)
        if received.message is None:
            context = self.get_context_data(form=received.form)
            return received.refuse(self.render_to_response(context))
        return redirect("workspace:order-messages", pk=row.pk)


class WorkspaceMessagePhotoView(WorkspaceOrderPage):
    """A photograph of the thread."""

    for_sellers = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return open_photo(find_photo(self.producer_order, kwargs["photo"]))
