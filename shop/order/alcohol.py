"""What the law on alcohol asks of an order, besides what catalogue.policies asks of a product."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from catalogue.audience import Audience
from catalogue.models import Product
from catalogue.policies import bars_promotion, contains_alcohol
from shop.order.exceptions import AlcoholRefused
from shop.order.models import Order, OrderLineSnapshot
from shop.payment.methods import CASH_ON_DELIVERY, PaymentMethod


def check_buyer(products: Iterable[Product], *, audience: Audience, payment: PaymentMethod) -> None:
    """Raise AlcoholRefused where alcohol would go to somebody of no declared age, or for cash
    (Luật 44/2019 Đ.16)."""
    if not contains_alcohol(products):
        return
    if audience is not Audience.ADULT:
        raise AlcoholRefused(_("Please confirm your age before you order alcohol."))
    if payment is CASH_ON_DELIVERY:
        raise AlcoholRefused(
            _(
                "Alcohol may not be paid in cash on delivery (Law 44/2019/QH14, article 16). "
                "Please choose another way to pay, or take it out of the basket."
            )
        )


def check_gift(products: Iterable[Product], *, gift: str) -> None:
    """Raise AlcoholRefused where alcohol of 15 % or more would be a gift (Luật 44/2019 Đ.5.9)."""
    if gift and any(map(bars_promotion, products)):
        raise AlcoholRefused(
            _(
                "Alcohol of 15% or more may not be given as a gift (Law 44/2019/QH14, article 5). "
                "Please leave the gift card out, or take the alcohol out of the basket."
            )
        )


def order_has_alcohol(order: Order) -> bool:
    """Whether an order holds alcohol, as it was when it was placed."""
    return OrderLineSnapshot.objects.filter(line__order=order, alcohol=True).exists()
