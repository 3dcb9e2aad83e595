"""Where the page of paying takes the part about bank transfers from."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings

from shop.order.models import Order

TRANSFER_TEMPLATES = ("orders/pay_transfer.html", "orders/pay_bank.html")
_PAGE = "shop.order.payments.transfer_page"


def transfer_part(order: Order) -> Any:
    """Return what the template of a bank transfer shows."""
    if find_spec(_PAGE):
        return import_module(_PAGE).read_transfer_page(order)
    return {"bank": settings.PAYMENT_BANK, "reference": order.payment.reference}
