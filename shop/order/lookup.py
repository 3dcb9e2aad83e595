"""Finding an order again by its number and its buyer's phone.

Whoever gets a gift holds its slip, and must not learn what it cost: there the giver's phone counts.
"""

from django.utils.crypto import constant_time_compare

from shop.order.models import Order
from shop.payment.models import PaymentStatus
from shop.users.phone import normalize_phone
from shop.users.throttling import Limit

#: Many phones share one IP at a Vietnamese carrier; a number is tried by few people.
PER_NETWORK = Limit("order-lookup-address", tries=40, seconds=900)
PER_NUMBER = Limit("order-lookup-number", tries=8, seconds=900)


def find_order(*, number: str, phone: str, network: str) -> tuple[Order | None, int]:
    """Return the order, or None and the seconds to wait before the next try (0: none).

    An unknown number and a wrong phone are the same answer after the same work, and count alike.
    """
    wait = PER_NETWORK.wait_for(network) or PER_NUMBER.wait_for(number)
    if wait:
        return None, wait
    order = Order.objects.select_related("submission").filter(number=number).first()
    submission, asked = getattr(order, "submission", None), normalize_phone(phone)
    fields = ("buyer_phone",) if getattr(submission, "is_gift", False) else ("phone", "buyer_phone")
    phones = [getattr(submission, field, "") for field in fields]
    fits = sum(constant_time_compare(each or "-", asked) for each in phones) > 0
    return (order if fits else None), 0


def find_waiting(*, number: str) -> Order | None:
    """Return the order that a visit placed and that still waits for its money, or None."""
    orders = Order.objects.filter(number=number, payment__status=PaymentStatus.AWAITING)
    return orders.select_related("payment").first() if number else None
