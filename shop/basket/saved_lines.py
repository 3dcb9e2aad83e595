"""What the basket keeps for later, as shown: with what became of price, stock and certificate."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from catalogue.cards import product_cover, stock_left
from catalogue.policies import sale_refusal
from shop.basket.models import Basket, SavedLine, shown_products
from shop.partner.pricing import price_of
from theme.covers import Cover
from theme.formats import dong


@dataclass(frozen=True)
class ShownSavedLine:
    """One saved line; `price` is whole đồng, None where `blocked` says why it cannot be bought."""

    pk: int
    title: str
    url: str
    unit: str
    cover: Cover
    quantity: int
    price: int | None
    blocked: str
    notice: str


def read_saved(basket: Basket) -> tuple[ShownSavedLine, ...]:
    """Return the saved lines, in a fixed number of queries; none for a basket without a row."""
    if not basket.pk:
        return ()
    saved_lines = basket.saved_lines.prefetch_related(
        Prefetch("product", queryset=shown_products())
    )
    return tuple(_shown(saved) for saved in saved_lines)


def _shown(saved: SavedLine) -> ShownSavedLine:
    product, refusal = saved.product, sale_refusal(saved.product)
    blocked, price = refusal.message if refusal else "", price_of(product)
    if not blocked and price is None:
        blocked = _("The producer has not given a price yet.")
    if not blocked and stock_left(product) == 0:
        blocked = _("Sold out for now.")
    return ShownSavedLine(
        pk=saved.pk,
        title=product.title,
        url="" if refusal and refusal.code == "hidden" else product.get_absolute_url(),
        unit=product.unit,
        cover=product_cover(product),
        quantity=saved.quantity,
        price=None if blocked else price,
        blocked=blocked,
        notice="" if blocked or price is None else _notice(saved, price),
    )


def _notice(saved: SavedLine, price: int) -> str:
    if saved.price is None or saved.price == price:
        return ""
    prices = {"before": dong(saved.price), "now": dong(price)}
    return _("When you saved it, the price was %(before)s; now it is %(now)s.") % prices
