"""Ways to pay. Each is one object; today there is one, cash when the parcel arrives."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class PaymentMethod:
    """A way to pay: its code in orders, its name and one sentence for the buyer."""

    code: str
    label: str | Promise
    description: str | Promise


CASH_ON_DELIVERY = PaymentMethod(
    code="cod",
    label=_("Cash on delivery"),
    description=_("You pay the courier in cash when the parcel arrives; nothing is paid now."),
)

METHODS = (CASH_ON_DELIVERY,)


def find_method(code: str) -> PaymentMethod | None:
    """Return the way to pay with that code, or None for a code that is not offered."""
    return next((method for method in METHODS if method.code == code), None)
