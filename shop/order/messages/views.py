"""The buyer's side of a thread, opened by the order's signed link."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from shop.order.links import order_token
from shop.order.messages.forms import OrderMessageForm
from shop.order.messages.services import find_photo, open_thread, send_message
from shop.order.models import OrderMessage, ProducerOrder, Role
from shop.order.returns.views import open_photo
from shop.order.states import AWAITING
from shop.order.views import OrderPage
from shop.users.throttling import Limit, say_when, too_often

#: Of one side of one thread: messages, and tries, whose photographs are decoded before all else.
WRITING = Limit("order-message", tries=30, seconds=3600)
TRIES = Limit("order-message-tries", tries=60, seconds=3600)


def say_sent(request: HttpRequest, message: OrderMessage) -> None:
    """Say that it has gone, and what was taken out of it."""
    messages.success(request, _("Your message is sent."))
    if message.hidden:
        messages.info(
            request,
            _(
                "We took a phone number, an e-mail address or a link out of it: please settle all of "
                "it here, so that the shop can help if something goes wrong."
            ),
        )


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
        row = self.producer_order
        key = f"{row.pk}:buyer"
        wait = TRIES.wait_for(key)
        form = OrderMessageForm(request.POST, None if wait else request.FILES)
        if not wait and form.is_valid():
            wait = WRITING.wait_for(key)
        if wait:
            form.add_error(None, too_often(wait))
            return say_when(self.show(form), wait)
        if not form.is_valid():
            return self.show(form)
        user = request.user
        message = send_message(
            producer_order=row,
            role=Role.BUYER,
            text=form.cleaned_data["text"],
            submission=form.cleaned_data["submission"],
            photos=form.photos(),
            author=user if user.is_authenticated and user.pk == self.order.user_id else None,
        )
        say_sent(request, message)
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
