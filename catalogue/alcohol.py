"""How strong a drink is, read from what its label or its name states; nothing is guessed."""

import re
from decimal import Decimal

#: From here on no advertising, no promotion and no use as a gift (Luật 44/2019 Đ.5.7, 5.9).
PROMOTION_BARRED_FROM = Decimal(15)
_STRENGTH = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,2}(?:[.,]\d{1,2})?)"
    r"\s*(?:(?:[-–]|đến)\s*(?P<upper>\d{1,2}(?:[.,]\d{1,2})?)\s*)?(?:%|độ\b|[°º˚]|vol\b)",
    re.IGNORECASE,
)


def read_strength(text: str) -> Decimal | None:
    """Return the percentage by volume that a text states ("29,5 % vol", "35 độ"), else None.

    Of several the highest: the stricter rule is the safe one.
    """
    numbers = [
        Decimal(number.replace(",", "."))
        for found in _STRENGTH.finditer(text)
        for number in found.groups()
        if number
    ]
    return max(numbers, default=None)
