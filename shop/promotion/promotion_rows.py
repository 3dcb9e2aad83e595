"""Promotions of a basket or an order to be, as pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from shop.promotion.reckoning import BasketPromotions, RefusedCode


@dataclass(frozen=True)
class ShownPromotion:
    """One that counts. `amount` is whole đồng, None while the delivery it pays has no price yet.

    `ends_at` is the moment in Vietnam from which on it counts no more.
    """

    name: str
    code: str
    amount: int | None
    ends_at: datetime
    terms: str


@dataclass(frozen=True)
class ShownPromotions:
    """What counts, and the codes that give nothing now, with the reason."""

    applied: tuple[ShownPromotion, ...] = ()
    refused: tuple[RefusedCode, ...] = ()


def show_promotions(
    promotions: BasketPromotions, delivery_discounts: Mapping[int, int] | None = None
) -> ShownPromotions:
    """Return them as shown; free delivery where nothing was to pay for it is left out."""
    shown = []
    for applied in promotions.applied:
        amount: int | None = applied.goods
        if applied.free_sellers:
            amount = None
            if delivery_discounts is not None:
                amount = sum(delivery_discounts.get(key, 0) for key in applied.free_sellers)
        promotion = applied.promotion
        if amount != 0 or promotion.code:
            shown.append(
                ShownPromotion(
                    promotion.name, promotion.code, amount, promotion.ends_at, promotion.terms
                )
            )
    return ShownPromotions(tuple(shown), promotions.refused)
