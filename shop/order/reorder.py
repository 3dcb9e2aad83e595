"""Ordering the same again: what may still be sold goes into the basket, the rest is said."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from catalogue.models import Product
from shop.basket.exceptions import BasketClosed, BasketError
from shop.basket.models import Basket
from shop.basket.services import add_product
from shop.order.models import Order


@dataclass
class Reordered:
    """Titles that are in the basket now; and sentences about what is there in part or not."""

    added: list[str] = field(default_factory=list)
    short: list[tuple[str, str]] = field(default_factory=list)
    missing: list[tuple[str, str]] = field(default_factory=list)


def reorder(*, order: Order, basket: Basket) -> Reordered:
    """Fill the basket up to what the order held; a second press adds nothing more.

    Certificates, law, price and stock are asked as they are today. Raises BasketClosed.
    """
    outcome, lines = Reordered(), list(order.lines.order_by("pk"))
    keys = [line.product_id for line in lines]
    products = Product.objects.for_sale_check().in_bulk([key for key in keys if key])
    for line in lines:
        product = products.get(line.product_id)
        if product is None:
            outcome.missing.append((line.title, _("This product is no longer in the shop.")))
            continue
        _fill_up(basket, product, line.quantity, outcome)
    return outcome


def _fill_up(basket: Basket, product: Product, wanted: int, outcome: Reordered) -> None:
    more = wanted - basket.product_quantity(product)
    if more <= 0:
        outcome.added.append(product.title)
        return
    try:
        change = add_product(basket=basket, product=product, quantity=more)
    except BasketClosed:
        raise
    except BasketError as refusal:
        outcome.missing.append((product.title, refusal.message))
        return
    outcome.added.append(product.title)
    if change.notice:
        outcome.short.append((product.title, change.notice))
