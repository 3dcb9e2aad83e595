"""E-mails about orders: to whom, and what they need of the order."""

from typing import Any

from django.conf import settings

from shop.order.models import Order
from shop.users.models import User


def recipient_of(order: Order) -> str:
    """Return where e-mails about the order go; empty when the buyer gave no address."""
    return order.guest_email or (order.user.email if order.user else "") or ""


def order_of_email(**lookup: Any) -> Order | None:
    """Return an order with what an e-mail needs of it, or None when it is gone."""
    orders = Order.objects.select_related("user", "submission", "shipping_address", "payment")
    return orders.filter(**lookup).first()


def email_of_account(reader: int) -> str:
    """Return the e-mail of a seller's account; reader 0 is the shop itself, on a seller's behalf.

    Empty for an account that is closed or has no e-mail.
    """
    if not reader:
        return settings.OCOP_SELLER["email"]
    user = User.objects.filter(pk=reader, is_active=True).first()
    return (user.email if user else "") or ""
