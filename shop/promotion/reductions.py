"""What pages may say of promotions for everybody: a reduced price only beside a real one before it.

The price of a thing stays what `shop.partner.pricing` says; a promotion is told as "… when you buy".
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from catalogue.audience import Audience
from catalogue.cards import CardReduction, ProductCard, product_cards
from catalogue.models import Product
from catalogue.policies import is_alcohol
from shop.partner.ordering_pause import PauseRefusal, pauses_for
from shop.partner.price_history import read_price_histories, reference_price
from shop.partner.pricing import price_of, prices_for
from shop.promotion.law import may_be_promoted, most_off_a_piece
from shop.promotion.models import Promotion, PromotionKind
from shop.promotion.percentages import percent_off


@dataclass(frozen=True)
class PublicPromotion:
    """A promotion for everybody that takes in a product; whole đồng.

    `price` is what a piece costs when it is bought, None where no reduced price may be told;
    `reference` is the lowest price in the 30 days before the promotion.
    """

    name: str
    kind: str
    value: int
    minimum: int
    ends_at: datetime
    terms: str
    price: int | None = None
    reference: int | None = None


def public_promotions(products: Iterable[Product]) -> dict[int, list[PublicPromotion]]:
    """Return the running promotions of each product by its key; one query while there are none.

    Alcohol is named in none, whatever its strength: pages do not promote it (Luật 44/2019 Đ.5).
    """
    taken = [product for product in products if not is_alcohol(product)]
    promotions, chosen = _running({product.pk for product in taken})
    if not promotions:
        return {}
    found: defaultdict[int, list[Promotion]] = defaultdict(list)
    for product in taken:
        for promotion in promotions:
            if _takes_in(promotion, product, chosen):
                found[product.pk].append(promotion)
    records = [product.stock_record for product in taken if product.pk in found]
    histories = read_price_histories(record.pk for record in records if record) if records else {}
    return {
        product.pk: [_public(promotion, product, histories) for promotion in found[product.pk]]
        for product in taken
        if product.pk in found
    }


def shop_cards(
    products: Iterable[Product],
    audience: Audience = Audience.PUBLIC,
    pauses: Mapping[int, PauseRefusal] | None = None,
) -> list[ProductCard]:
    """Return cards with prices, promotions and pauses: what every list of the shop shows.

    `pauses` are those of pauses_for() where the caller has read them.
    """
    listed = list(products)
    prices = prices_for(listed)
    reductions = card_reductions(public_promotions(listed))
    if pauses is None:
        pauses = pauses_for(listed)
    return product_cards(listed, prices, audience, reductions, pauses)


def card_reductions(
    promotions: Mapping[int, list[PublicPromotion]],
) -> dict[int, CardReduction]:
    """Return the lowest price that may be told of each product."""
    reductions = {}
    for key, rows in promotions.items():
        told = [(row.price, row.ends_at) for row in rows if row.price is not None]
        if told:
            price, ends_at = min(told)
            reductions[key] = CardReduction(price, ends_at)
    return reductions


def _running(keys: set[int]) -> tuple[list[Promotion], dict[int, set[int]]]:
    """Return what runs for everybody, and those of the products that were chosen, in one query."""
    rows = (
        Promotion.objects.running()
        .for_everybody()
        .with_offer()
        .annotate(product=F("offer__benefit__range__rangeproduct__product"))
        .filter(Q(offer__benefit__range__includes_all_products=True) | Q(product__in=keys))
    )
    promotions: dict[int, Promotion] = {}
    chosen: defaultdict[int, set[int]] = defaultdict(set)
    for promotion in rows:
        promotions[promotion.pk] = promotion
        if promotion.product is not None:
            chosen[promotion.pk].add(promotion.product)
    return list(promotions.values()), chosen


def _takes_in(promotion: Promotion, product: Product, chosen: Mapping[int, set[int]]) -> bool:
    record = product.stock_record
    if record is None or not may_be_promoted(product):
        return False
    return promotion.names(partner=record.partner_id, product=product.pk, chosen=chosen)


def _public(promotion: Promotion, product: Product, histories: Mapping) -> PublicPromotion:
    price, record = price_of(product), product.stock_record
    reference = (
        reference_price(histories.get(record.pk, []), promotion.starts_at) if record else None
    )
    reduced = None
    is_plain = promotion.kind == PromotionKind.PERCENTAGE and not promotion.minimum
    if is_plain and not promotion.has_limit and price and reference and price <= reference:
        reduced = price - min(
            percent_off(price, promotion.value), most_off_a_piece(price, reference)
        )
    return PublicPromotion(
        name=promotion.name,
        kind=promotion.kind,
        value=promotion.value,
        minimum=promotion.minimum,
        ends_at=promotion.ends_at,
        terms=promotion.terms,
        price=reduced,
        reference=reference if reduced is not None else None,
    )
