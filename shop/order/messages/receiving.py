"""Taking a message in from a page: the steps that both sides of a thread share, once."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shop.order.messages.forms import OrderMessageForm
from shop.order.messages.services import Thread, send_message
from shop.order.models import OrderMessage, Role
from shop.users.models import User
from shop.users.throttling import Limit, say_when, too_often

#: Of one side of one thread: messages, and tries, whose photographs are decoded before all else.
WRITING = Limit("order-message", tries=30, seconds=3600)
TRIES = Limit("order-message-tries", tries=60, seconds=3600)


@dataclass(frozen=True)
class ReceivedMessage:
    """What became of a form: the message, or none; then the form says why, `wait` seconds long."""

    form: OrderMessageForm
    message: OrderMessage | None
    wait: int = 0

    def refuse(self, response: HttpResponse) -> HttpResponse:
        """Return the page that shows the form again, which says when to come back."""
        return say_when(response, self.wait) if self.wait else response


def receive_message(
    request: HttpRequest, *, thread: Thread, role: str, author: User | None
) -> ReceivedMessage:
    """Judge the form and send the message once, however often it is pressed; say that it has gone.

    Photographs of somebody who is signed in as `author` for a seller are kept for that account.
    """
    key = f"{thread._meta.model_name}:{thread.pk}:{role}"
    owner = author if role == Role.SELLER else None
    wait = TRIES.wait_for(key)
    form = OrderMessageForm(request.POST, None if wait else request.FILES, owner=owner)
    if not wait and form.is_valid():
        wait = WRITING.wait_for(key)
    if wait:
        form.add_error(None, too_often(wait))
    if not form.is_valid():
        return ReceivedMessage(form, None, wait)
    message = send_message(
        thread=thread,
        role=role,
        text=form.cleaned_data["text"],
        submission=form.cleaned_data["submission"],
        photos=form.photos(),
        author=author,
    )
    _say_sent(request, message)
    return ReceivedMessage(form, message)


def _say_sent(request: HttpRequest, message: OrderMessage) -> None:
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
