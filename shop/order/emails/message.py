"""E-mails that there is a message about an order or an enquiry: to the seller, and to the buyer.

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
from shop.order.enquiries.links import enquiry_url
from shop.order.links import order_token
from shop.order.models import Enquiry, OrderMessage

MESSAGE_TO_SELLER, MESSAGE_TO_BUYER = MESSAGE_RECEIVED.email, "order_message_buyer"
ENQUIRY_RECEIVED = "enquiry_received"


@renders(MESSAGE_TO_SELLER, gettext_lazy("Message to the seller"))
def render_message_to_seller(email: OutgoingEmail) -> RenderedEmail | None:
    """Write, in Vietnamese, that a buyer has written; to the shop for a seller without people."""
    message, to = _unread(email), email_of_account(email.reader)
    if message is None or not to:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        if message.enquiry is not None:
            return _to_host(message.enquiry, to, on_behalf=not email.reader)
        if message.producer_order is None:
            return None
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


@renders(MESSAGE_TO_BUYER, gettext_lazy("Message to the buyer"))
def render_message_to_buyer(email: OutgoingEmail) -> RenderedEmail | None:
    """Write that the seller has written, in the buyer's language."""
    message = _unread(email)
    if message is not None and message.enquiry is not None:
        return _to_asker(message.enquiry)
    producer_order = message.producer_order if message else None
    order = order_of_email(pk=producer_order.order_id) if producer_order else None
    if producer_order is None or order is None or not recipient_of(order):
        return None
    with translation.override(order.submission.language):
        names = {"token": order_token(order), "pk": producer_order.pk}
        return _compose(
            recipient_of(order),
            _("Order %(number)s: the seller has written to you"),
            number=order.number,
            writer=producer_order.seller_name,
            url=absolute_url(reverse("orders:messages", kwargs=names)),
        )


@renders(ENQUIRY_RECEIVED, gettext_lazy("Enquiry received, to the buyer"))
def render_enquiry_received(email: OutgoingEmail) -> RenderedEmail | None:
    """Send whoever asked the link of the thread; quotes nothing, so that it carries no words of others."""
    enquiry = Enquiry.objects.select_related("partner").filter(pk=email.about).first()
    if enquiry is None:
        return None
    with translation.override(enquiry.language):
        subject = translation.gettext("Your question to the seller is on its way")
        return compose(
            to=enquiry.email,
            subject=subject,
            template="emails/enquiry",
            context={"subject": subject, "kind": "received", "enquiry": enquiry}
            | {"url": enquiry_url(enquiry), "writer": enquiry.partner.name},
        )


def _to_asker(enquiry: Enquiry) -> RenderedEmail | None:
    with translation.override(enquiry.language):
        subject = translation.gettext("The seller has answered your question")
        return compose(
            to=enquiry.email,
            subject=subject,
            template="emails/enquiry",
            context={"subject": subject, "kind": "answered", "enquiry": enquiry}
            | {"url": enquiry_url(enquiry), "writer": enquiry.partner.name},
        )


def _to_host(enquiry: Enquiry, to: str, *, on_behalf: bool) -> RenderedEmail | None:
    page = "dashboard:enquiry" if on_behalf else "workspace:enquiry"
    subject = translation.gettext("A visitor of the shop has written to you")
    return compose(
        to=to,
        subject=subject,
        template="emails/enquiry",
        context={"subject": subject, "kind": "asked", "enquiry": enquiry, "writer": enquiry.name}
        | {"url": absolute_url(reverse(page, kwargs={"pk": enquiry.pk}))},
    )


def _unread(email: OutgoingEmail) -> OrderMessage | None:
    rows = OrderMessage.objects.select_related(
        "producer_order__order__shipping_address", "enquiry__partner"
    )
    return rows.filter(pk=email.about, read_at=None).first()


def _compose(to: str, subject: str, **facts: Any) -> RenderedEmail:
    named = translation.gettext(subject) % {"number": facts["number"]}
    return compose(
        to=to, subject=named, template="emails/order_message", context={"subject": named} | facts
    )
