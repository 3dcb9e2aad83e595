"""The buyer's side of a thread, opened by the order's signed link."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from shop.order.links import order_token
from shop.order.messages.forms import OrderMessageForm
from shop.order.messages.receiving import receive_message
from shop.order.messages.services import find_photo, open_thread
from shop.order.models import ProducerOrder, Role
from shop.order.returns.views import open_photo
from shop.order.states import AWAITING
from shop.order.views import OrderPage
from shop.users.models import User


class OrderThreadPage(OrderPage):
    """A page about one seller's part; what still awaits its payment is not the seller's yet."""

    @cached_property
    def producer_order(self) -> ProducerOrder:
        rows = self.order.producer_orders.exclude(status=AWAITING)
        row = rows.filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404
        return row


class OrderThreadView(OrderThreadPage):
    """What was written so far, and a form for more; sent twice is written once."""

    template_name = "orders/messages.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(OrderMessageForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row, user = self.producer_order, request.user
        buyer = user if isinstance(user, User) and user.pk == self.order.user_id else None
        received = receive_message(request, thread=row, role=Role.BUYER, author=buyer)
        if received.message is None:
            return received.refuse(self.show(received.form))
        return redirect("orders:messages", token=order_token(self.order), pk=row.pk)

    def show(self, form: OrderMessageForm) -> HttpResponse:
        row = self.producer_order
        facts = {
            "heading": _("Messages with the seller"),
            "form": form,
            "producer_order": row,
            "thread": open_thread(row, Role.BUYER),
        }
        return self.render_to_response(self.get_context_data(receipt=None) | facts)


class OrderMessagePhotoView(OrderThreadPage):
    """A photograph of the thread; nobody without the link gets it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return open_photo(find_photo(self.producer_order, kwargs["photo"]))
