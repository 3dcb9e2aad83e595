"""How a promotion takes money off a basket, as Oscar's engine wants it: a condition and a benefit."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _
from oscar.apps.basket.abstract_models import AbstractBasket
from oscar.apps.offer.models import Benefit, Condition
from oscar.apps.offer.results import (
    SHIPPING_DISCOUNT,
    ZERO_DISCOUNT,
    ApplicationResult,
    BasketDiscount,
)

from shop.partner.splitting import split_amount
from shop.promotion.models import Promotion, PromotionKind, PromotionScope
from shop.promotion.percentages import percent_off


class PromotionCondition(Condition):
    """Oscar's condition, fulfilled where the promotion's scope holds lines: its reckoning decided it."""

    class Meta:
        app_label = "promotion"
        proxy = True
        verbose_name = _("condition of a promotion")
        verbose_name_plural = _("conditions of promotions")

    @property
    def name(self) -> str:
        return str(self._meta.verbose_name)

    def is_satisfied(self, offer: models.Model, basket: AbstractBasket) -> bool:
        """Whether the basket holds something the promotion takes in."""
        promotion = getattr(offer, "promotion", None)
        return promotion is not None and bool(promotion.scope and promotion.scope.lines)


class PromotionBenefit(Benefit):
    """Oscar's benefit: takes the amounts of the promotion's scope off its lines, in whole đồng."""

    class Meta:
        app_label = "promotion"
        proxy = True
        verbose_name = _("benefit of a promotion")
        verbose_name_plural = _("benefits of promotions")

    @property
    def name(self) -> str:
        return str(self._meta.verbose_name)

    def apply(
        self, basket: AbstractBasket, condition: Condition, offer: models.Model, **kwargs: object
    ) -> ApplicationResult:
        """Write the discounts on the lines; free delivery is taken off parcels by the quote."""
        promotion: Promotion = offer.promotion  # type: ignore[attr-defined]  # its one-to-one
        scope = promotion.scope
        if promotion.kind == PromotionKind.FREE_DELIVERY:
            return SHIPPING_DISCOUNT
        if scope is None:
            return ZERO_DISCOUNT
        amounts = amounts_off(promotion.kind, promotion.value, scope)
        for line, amount in zip(scope.lines, amounts, strict=True):
            if amount:
                line.discount(Decimal(amount), line.quantity, incl_tax=True, offer=offer)
        return BasketDiscount(Decimal(sum(amounts)))


def amounts_off(kind: str, value: int, scope: PromotionScope) -> list[int]:
    """Return how many đồng a promotion takes off each line of its scope, after what went before it."""
    taken = [int(line.discounts.total) for line in scope.lines]
    wholes = [int(line.line_price_incl_tax) for line in scope.lines]
    rooms = [
        max(0, min(whole, most * line.quantity) - gone)
        for line, most, whole, gone in zip(scope.lines, scope.most_off, wholes, taken, strict=True)
    ]
    if kind == PromotionKind.PERCENTAGE:
        left = [whole - gone for whole, gone in zip(wholes, taken, strict=True)]
        return [
            min(room, percent_off(amount, value)) for room, amount in zip(rooms, left, strict=True)
        ]
    return split_amount(min(value, sum(rooms)), rooms) if any(rooms) else [0] * len(rooms)
