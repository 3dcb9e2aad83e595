"""Why an order was not placed. The basket is kept in every case."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Shortage:
    """A line that stock cannot fill: what was wanted, what is left."""

    product_id: int
    title: str
    wanted: int
    left: int


class OrderRefused(Exception):
    """The order was not placed; `message` is fit for the buyer."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class StockShortage(OrderRefused):
    """Somebody was faster: `lines` say what is short."""

    def __init__(self, lines: tuple[Shortage, ...]) -> None:
        self.lines = lines
        super().__init__(" ".join(_sentence(line) for line in lines))


class OrderChanged(OrderRefused):
    """A price, a certificate, the basket or the delivery changed since the buyer reviewed it."""


class NothingToOrder(OrderRefused):
    """No line of the basket can be ordered at this moment."""


class PaymentRefused(OrderRefused):
    """This way of paying is not for this order; an order that stands keeps its own."""


class WishedDayRefused(OrderRefused):
    """The parcels cannot arrive on the day that is wished for."""


class AlcoholRefused(OrderRefused):
    """The law on alcohol forbids this sale: to whom, how it is paid, or that it is a gift."""


class TransitionRefused(Exception):
    """A producer order keeps its status; `message` is fit for whoever pressed the button."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def _sentence(line: Shortage) -> str:
    names = {"name": line.title, "left": line.left, "wanted": line.wanted}
    if line.left == 0:
        return _("“%(name)s” has just sold out.") % names
    return _("Only %(left)d of “%(name)s” is left, and you want %(wanted)d.") % names


class LabelGapsNotAccepted(OrderRefused):
    """Some label does not state everything, and the buyer has not accepted that."""


class RefundRefused(Exception):
    """A refund that may not be asked for, agreed to or sent; `message` says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BankLineRefused(Exception):
    """A bank line cannot be assigned, set aside or undone; `message` is for the person at the screen."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class EnquiryRefused(Exception):
    """A step of a visit that cannot be taken; `message` says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class PayoutRefused(Exception):
    """A payout to sellers, or an account for it, stays as it is; `message` says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
