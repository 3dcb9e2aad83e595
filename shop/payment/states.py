"""How far a payment is, as it follows from the ledger: one table, read in one place."""

from dataclasses import dataclass

from shop.payment.models import PaymentStatus

#: Which status may follow which. A late transfer may still pay an order that waited too long.
TRANSITIONS: dict[str, frozenset[str]] = {
    PaymentStatus.ON_DELIVERY: frozenset({PaymentStatus.PAID, PaymentStatus.CANCELLED}),
    PaymentStatus.AWAITING: frozenset(
        {
            PaymentStatus.PAID,
            PaymentStatus.ON_DELIVERY,
            PaymentStatus.EXPIRED,
            PaymentStatus.CANCELLED,
            PaymentStatus.REFUNDED,
        }
    ),
    PaymentStatus.EXPIRED: frozenset(
        {PaymentStatus.PAID, PaymentStatus.REFUNDED, PaymentStatus.PARTLY_REFUNDED}
    ),
    PaymentStatus.CANCELLED: frozenset(
        {PaymentStatus.PAID, PaymentStatus.REFUNDED, PaymentStatus.PARTLY_REFUNDED}
    ),
    PaymentStatus.PAID: frozenset(
        {
            PaymentStatus.PARTLY_REFUNDED,
            PaymentStatus.REFUNDED,
            PaymentStatus.CHARGED_BACK,
            PaymentStatus.AWAITING,
        }
    ),
    PaymentStatus.PARTLY_REFUNDED: frozenset(
        {PaymentStatus.PAID, PaymentStatus.REFUNDED, PaymentStatus.CHARGED_BACK}
    ),
    PaymentStatus.REFUNDED: frozenset({PaymentStatus.PAID, PaymentStatus.PARTLY_REFUNDED}),
    PaymentStatus.CHARGED_BACK: frozenset(
        {PaymentStatus.PAID, PaymentStatus.PARTLY_REFUNDED, PaymentStatus.REFUNDED}
    ),
}


@dataclass(frozen=True, slots=True)
class Balance:
    """What the ledger of one payment says, in whole đồng, none of it negative.

    `received` is without what the sender's bank took back again.
    """

    received: int = 0
    refunded: int = 0
    charged_back: int = 0
    taken_back: int = 0

    @property
    def net(self) -> int:
        """Return what the shop holds of it."""
        return self.received - self.refunded - self.charged_back


def status_from(status: str, *, balance: Balance, ordered: int, due: int) -> PaymentStatus:
    """Return the status of a payment, given its present one, its ledger and what the order costs.

    `ordered` is what the order cost when placed, `due` what is owed of it after cancellations.
    """
    if balance.charged_back:
        return PaymentStatus.CHARGED_BACK
    if balance.received and balance.net == 0:
        return PaymentStatus.REFUNDED
    if balance.refunded and due < ordered:
        return PaymentStatus.PARTLY_REFUNDED
    if balance.received and balance.net >= due:
        return PaymentStatus.PAID
    if due == 0 and not balance.received:
        kept = (PaymentStatus.EXPIRED, PaymentStatus.CANCELLED)
        return PaymentStatus(status) if status in kept else PaymentStatus.CANCELLED
    if status == PaymentStatus.PAID and (balance.received or balance.taken_back):
        return PaymentStatus.AWAITING
    return PaymentStatus(status)
