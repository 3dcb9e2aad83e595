"""Rows of cards under a product: of the same producer, of the same group, of the same province."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.audience import Audience
from catalogue.cards import CardReduction, ProductCard, local_name, product_cards
from catalogue.models import Product
from catalogue.paths import group_path, province_path
from shop.partner.ordering_pause import pauses_for
from shop.partner.pricing import prices_for
from shop.storefront.product.related import RelatedProducts


@dataclass(frozen=True, slots=True)
class CardRow:
    """One row of cards under a heading; `url` leads to the whole list, empty where there is none."""

    heading: str
    url: str
    cards: list[ProductCard]


def card_rows(
    product: Product,
    related: RelatedProducts,
    audience: Audience = Audience.PUBLIC,
    reductions: Mapping[int, CardReduction] | None = None,
) -> list[CardRow]:
    """Return the rows that hold anything, their cards made together."""
    rows = [
        (_same_producer, related.same_producer),
        (_same_group, related.same_group),
        (_same_province, related.same_province),
    ]
    prices = prices_for(related.all)
    pauses = pauses_for(related.all)
    cards = iter(product_cards(related.all, prices, audience, reductions, pauses))
    return [
        CardRow(*head(product), [next(cards) for _product in products])
        for head, products in rows
        if products
    ]


def _same_producer(product: Product) -> tuple[str, str]:
    url = product.producer.get_absolute_url() if product.producer else ""
    return _("Still certified, from the same producer"), url


def _same_group(product: Product) -> tuple[str, str]:
    node = product.classification
    group = (node.group or node.sector) if node else None
    url = group_path(group.slug) if group else ""
    return _("Of the same kind, nearest first"), url


def _same_province(product: Product) -> tuple[str, str]:
    url = province_path(product.province.slug) if product.province else ""
    return _("Also from %(place)s") % {"place": local_name(product.province)}, url
