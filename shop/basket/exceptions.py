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


class CodeRefused(BasketError):
    """A code gives nothing now; the sentence says why."""


class CodeUnknown(CodeRefused):
    """There is no such code."""


class BasketClosed(BasketError):
    """The basket became an order in another tab meanwhile."""
