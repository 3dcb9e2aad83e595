"""The letter that confirms an order."""

from django.utils import translation
from django.utils.translation import gettext as _

from shop.order.letter import post
from shop.order.links import address_of
from shop.order.models import Order
from shop.order.receipt import read_receipt


def send_confirmation(*, order_id: int) -> bool:
    """Mail the buyer what was ordered, in the order's language; False when nothing was sent."""
    order = Order.objects.select_related("user", "submission", "shipping_address").get(pk=order_id)
    with translation.override(order.submission.language):
        subject = _("Your order %(number)s has been received") % {"number": order.number}
        context = {"receipt": read_receipt(order), "address": address_of(order)}
        return post(order, subject, "emails/order_placed", context)
