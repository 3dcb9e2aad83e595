"""Ordering again: what may still be sold goes into the basket, the rest is said; and where it went."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from catalogue.models import Commune, Product
from shop.basket.exceptions import BasketClosed, BasketError
from shop.basket.models import Basket
from shop.basket.services import add_product
from shop.order.models import Order
from shop.users.models import User


@dataclass(frozen=True)
class LastDelivery:
    """Where the newest order of an account went that was no gift to somebody else; the phone is +84…."""

    name: str
    phone: str
    street: str
    commune: Commune
    former_place: str


def last_delivery(user: User) -> LastDelivery | None:
    """Return it, for a form to be filled with; None where there is none, or its words are erased."""
    orders = Order.objects.filter(
        user=user, submission__is_gift=False, submission__commune__isnull=False
    )
    order = (
        orders.exclude(shipping_address__line1="")
        .select_related("submission__commune__province", "shipping_address")
        .order_by("-pk")
        .first()
    )
    if order is None or order.shipping_address is None:
        return None
    address, submission, commune = (
        order.shipping_address,
        order.submission,
        order.submission.commune,
    )
    if commune is None:
        return None
    return LastDelivery(
        name=address.first_name,
        phone=submission.phone,
        street=address.line1,
        commune=commune,
        former_place=submission.former_place,
    )


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
