"""E-mails that there is a message about an order: to the seller, and to the buyer.

They quote nothing: what was written is read in the shop. Nothing goes once it has been read there.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from catalogue.paths import absolute_url
from shop.mail.models import OutgoingEmail
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.notices.events import MESSAGE_RECEIVED
from shop.order.emails.recipients import email_of_account, order_of_email, recipient_of
from shop.order.links import order_token
from shop.order.models import OrderMessage

MESSAGE_TO_SELLER, MESSAGE_TO_BUYER = MESSAGE_RECEIVED.email, "order_message_buyer"


@renders(MESSAGE_TO_SELLER, gettext_lazy("Message about an order, to the seller"))
def render_message_to_seller(email: OutgoingEmail) -> RenderedEmail | None:
    """Write, in Vietnamese, that a buyer has written; to the shop for a seller without people."""
    message, to = _unread(email), email_of_account(email.reader)
    if message is None or not to:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        order = message.producer_order.order
        address = order.shipping_address
        page = "workspace:order-messages" if email.reader else "dashboard:producer-order"
        return _compose(
            to,
            _("Order %(number)s: the buyer has written to you"),
            number=order.number,
            writer=address.first_name if address else "",
            url=absolute_url(reverse(page, kwargs={"pk": message.producer_order_id})),
        )


@renders(MESSAGE_TO_BUYER, gettext_lazy("Message about an order, to the buyer"))
def render_message_to_buyer(email: OutgoingEmail) -> RenderedEmail | None:
    """Write that the seller has written, in the buyer's language."""
    message = _unread(email)
    order = order_of_email(pk=message.producer_order.order_id) if message else None
    if message is None or order is None or not recipient_of(order):
        return None
    with translation.override(order.submission.language):
        names = {"token": order_token(order), "pk": message.producer_order_id}
        return _compose(
            recipient_of(order),
            _("Order %(number)s: the seller has written to you"),
            number=order.number,
            writer=message.producer_order.seller_name,
            url=absolute_url(reverse("orders:messages", kwargs=names)),
        )


def _unread(email: OutgoingEmail) -> OrderMessage | None:
    rows = OrderMessage.objects.select_related("producer_order__order__shipping_address")
    return rows.filter(pk=email.about, read_at=None).first()


def _compose(to: str, subject: str, **facts: Any) -> RenderedEmail:
    named = translation.gettext(subject) % {"number": facts["number"]}
    return compose(
        to=to, subject=named, template="emails/order_message", context={"subject": named} | facts
    )
