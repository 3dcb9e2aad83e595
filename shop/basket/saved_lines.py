"""What the basket keeps for later, as shown: with what became of price, stock and certificate."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.audience import Audience
from catalogue.cards import product_cover, stock_left
from catalogue.models import Product
from catalogue.policies import AGE_GATE, Refusal, sale_refusal
from shop.basket.models import Basket, SavedLine, shown_products
from shop.partner.ordering_pause import pauses_for, shop_refusal
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


def read_saved(basket: Basket, audience: Audience = Audience.PUBLIC) -> tuple[ShownSavedLine, ...]:
    """Return the saved lines, in a fixed number of queries; none for a basket without a row."""
    if not basket.pk:
        return ()
    saved_lines = list(
        basket.saved_lines.prefetch_related(Prefetch("product", queryset=shown_products()))
    )
    if not saved_lines:
        return ()
    closed = shop_refusal(basket.strategy.shop_pause)
    pauses = pauses_for(saved.product for saved in saved_lines)
    return tuple(
        _shown(saved, audience, closed or pauses.get(saved.product_id)) for saved in saved_lines
    )


def _shown(saved: SavedLine, audience: Audience, pause: Refusal | None) -> ShownSavedLine:
    product, refusal = saved.product, sale_refusal(saved.product, audience) or pause
    waits = refusal is not None and refusal.code == AGE_GATE
    blocked, price = refusal.message if refusal else "", price_of(product)
    if not blocked and price is None:
        blocked = _("The producer has not given a price yet.")
    if not blocked and stock_left(product) == 0:
        blocked = _("Sold out for now.")
    return ShownSavedLine(
        pk=saved.pk,
        title=_("A product for people of 18 and older") if waits else product.title,
        url=address_of(product, refusal),
        unit=product.unit,
        cover=product_cover(product),
        quantity=saved.quantity,
        price=None if blocked else price,
        blocked=blocked,
        notice="" if blocked or price is None else _notice(saved, price),
    )


def address_of(product: Product, refusal: Refusal | None) -> str:
    """Return where more is said of a line: its product's page, or the declaration it waits for."""
    if refusal is not None and refusal.code == AGE_GATE:
        return reverse("age_gate")
    return "" if refusal is not None and refusal.code == "hidden" else product.get_absolute_url()


def _notice(saved: SavedLine, price: int) -> str:
    if saved.price is None or saved.price == price:
        return ""
    prices = {"before": dong(saved.price), "now": dong(price)}
    return _("When you saved it, the price was %(before)s; now it is %(now)s.") % prices
