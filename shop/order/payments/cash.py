"""Cash at the door: written into the ledger when the courier hands over the parcel."""

from collections.abc import Iterable

from shop.order.models import Order, ProducerOrder
from shop.order.payments.services import Movement, record_movement
from shop.order.settlement import amount_due
from shop.payment.methods import CASH_ON_DELIVERY
from shop.payment.models import EntryKind


def cash_reference(producer_order: int) -> str:
    """Return the ledger's name for the cash of a producer order."""
    return f"cod-{producer_order}"


def note_collected(order: Order, producer_orders: Iterable[ProducerOrder]) -> None:
    """Write down what the courier took for delivered parcels; call it with the order locked.

    What was refused at the door never comes here, so nothing is written for it.
    """
    wanted = {row.pk for row in producer_orders}
    for seller in amount_due(order).sellers:
        if seller.producer_order in wanted and seller.due:
            movement = Movement(
                kind=EntryKind.RECEIVED,
                amount=seller.due,
                reference=cash_reference(seller.producer_order),
                method=CASH_ON_DELIVERY.code,
            )
            record_movement(payment=order.payment, movement=movement)
