"""What the law lets a promotion do: how much, and on which goods."""

from django.conf import settings

from catalogue.models import Product
from catalogue.models.product import LegalType
from catalogue.policies import bars_promotion


def highest_percentage() -> int:
    """Return the percentage of the price before it that a promotion may take off at most.

    NĐ 81/2018 as amended; a setting, as the decrees that amend it move the number.
    """
    return min(100, max(1, int(settings.PROMOTION_CAP)))


def may_be_promoted(product: Product) -> bool:
    """Whether a promotion, a code or free delivery may take in a product.

    Never alcohol of 15 % or more (Luật 44/2019 Đ.5), never medicine.
    """
    return product.legal_type != LegalType.MEDICINE and not bars_promotion(product)


def most_off_a_piece(price: int, reference: int | None) -> int:
    """Return how many đồng all promotions together may take off a piece.

    Measured by the lowest price before the promotion, or by today's where that is lower or nothing
    was asked before.
    """
    measured = price if reference is None else min(price, reference)
    return measured * highest_percentage() // 100


def lowest_minimum(value: int) -> int:
    """Return for how much goods have to be bought, at least, so that an amount stays below the cap."""
    return -(-value * 100 // highest_percentage())
