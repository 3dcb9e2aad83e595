"""What can go wrong with a basket, in words for the shopper."""


class BasketError(Exception):
    """The basket was not changed; `message` is fit for the person at the screen."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotForSale(BasketError):
    """The product may not be sold today, or has no price."""


class SoldOut(BasketError):
    """Nothing is left, or everything that is left is in the basket already."""


class BasketClosed(BasketError):
    """The basket became an order in another tab meanwhile."""
