"""E-mails about an order. A mail that cannot be sent is logged and never harms the order."""

import logging

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from shop.order.links import address_of
from shop.order.models import Order
from shop.order.receipt import read_receipt

logger = logging.getLogger(__name__)


def send_confirmation(*, order_id: int) -> bool:
    """Mail the buyer what was ordered, in the order's language; False when nothing was sent."""
    order = Order.objects.select_related("user", "submission", "shipping_address").get(pk=order_id)
    recipient = order.guest_email or (order.user.email if order.user else "")
    if not recipient:
        return False
    try:
        with translation.override(order.submission.language):
            _message(order, recipient).send()
    except Exception:
        logger.exception("order %s: the confirmation could not be mailed", order.number)
        return False
    return True


def _message(order: Order, recipient: str) -> EmailMultiAlternatives:
    context = {
        "receipt": read_receipt(order),
        "address": address_of(order),
        "seller": settings.OCOP_SELLER,
        "language": translation.get_language(),
    }
    message = EmailMultiAlternatives(
        subject=_("Your order %(number)s has been received") % {"number": order.number},
        body=render_to_string("emails/order_placed.txt", context),
        to=[recipient],
    )
    message.attach_alternative(render_to_string("emails/order_placed.html", context), "text/html")
    return message
