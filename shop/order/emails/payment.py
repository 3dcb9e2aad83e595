"""The e-mail that says an order has been paid."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.mail.models import OutgoingEmail
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.order.emails.recipients import order_of_email, recipient_of
from shop.order.links import order_url
from shop.order.receipt import read_receipt

PAYMENT_RECEIVED = "payment_received"


@renders(PAYMENT_RECEIVED, gettext_lazy("Payment received"))
def render_payment_received(email: OutgoingEmail) -> RenderedEmail | None:
    """Write to the buyer that the money has come and the sellers are getting ready."""
    order = order_of_email(pk=email.about)
    if order is None or not recipient_of(order):
        return None
    with translation.override(order.submission.language):
        return compose(
            to=recipient_of(order),
            subject=_("Payment for order %(number)s has arrived") % {"number": order.number},
            template="emails/payment_received",
            context={"receipt": read_receipt(order), "url": order_url(order)},
        )
