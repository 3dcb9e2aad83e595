"""What the law on alcohol asks of an order, besides what catalogue.policies asks of a product."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from catalogue.audience import Audience
from catalogue.models import Product
from catalogue.policies import bars_promotion, contains_alcohol
from shop.order.exceptions import AlcoholRefused
from shop.order.models import Order, OrderLineSnapshot


def check_age(products: Iterable[Product], *, audience: Audience) -> None:
    """Raise AlcoholRefused where alcohol would go to somebody of no declared age.

    That it is not sold for cash is said by shop.payment.methods.refusal_of.
    """
    if audience is not Audience.ADULT and contains_alcohol(products):
        raise AlcoholRefused(_("Please confirm your age before you order alcohol."))


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
