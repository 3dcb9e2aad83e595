"""Sending one letter to the buyer of an order. A letter that fails is logged and harms nothing."""

import logging
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from shop.order.models import Order

logger = logging.getLogger(__name__)


def recipient_of(order: Order) -> str:
    """Return where letters about the order go; empty when the buyer gave no address."""
    return order.guest_email or (order.user.email if order.user else "") or ""


def post(order: Order, subject: str, template: str, context: dict[str, Any]) -> bool:
    """Send `template`.txt and `template`.html in the active language; False when nothing went."""
    recipient = recipient_of(order)
    if not recipient:
        return False
    told = context | {"seller": settings.OCOP_SELLER, "language": translation.get_language()}
    try:
        message = EmailMultiAlternatives(
            subject=subject, body=render_to_string(f"{template}.txt", told), to=[recipient]
        )
        message.attach_alternative(render_to_string(f"{template}.html", told), "text/html")
        message.send()
    except Exception:
        logger.exception("order %s: %s could not be mailed", order.number, template)
        return False
    return True
