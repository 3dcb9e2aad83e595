"""Percentages of money in whole đồng."""


def percent_off(amount: int, percent: int) -> int:
    """Return what so many percent take off an amount: what is left is rounded half up, in đồng."""
    return amount - (amount * (100 - percent) + 50) // 100
