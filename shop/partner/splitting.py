"""Splitting whole đồng so that the parts come to the sum: the largest remainder."""

from collections.abc import Sequence


def split_amount(amount: int, weights: Sequence[int]) -> list[int]:
    """Split an amount by weights; no part exceeds its weight where the amount does not exceed all.

    Each gets the whole đồng of its share; what is left goes to the largest remainders, the first of
    equals. Raises ValueError for weights of nothing.
    """
    total = sum(weights)
    if total <= 0 or amount < 0 or min(weights) < 0:
        raise ValueError("nothing to split over")
    parts = [amount * weight // total for weight in weights]
    remainders = sorted(range(len(weights)), key=lambda at: (-(amount * weights[at] % total), at))
    for at in remainders[: amount - sum(parts)]:
        parts[at] += 1
    return parts
