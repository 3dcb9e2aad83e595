"""Orders that nobody pays: they end at their time, and the goods are free again."""

from django.db import transaction

from catalogue.clock import now
from shop.order.fulfilment import cancel_unpaid, lock_order
from shop.order.payments.services import change_payment_status
from shop.payment.ledger import balance_of
from shop.payment.models import Payment, PaymentStatus

#: Orders ended at one turn of the worker.
BATCH = 100


def expire_unpaid() -> int:
    """End the orders whose time to pay is over; return how many. Safe in several workers."""
    due = Payment.objects.filter(status=PaymentStatus.AWAITING, expires_at__lte=now())
    orders = due.order_by("expires_at").values_list("order_id", flat=True)[:BATCH]
    return sum(expire_order(order_id=order_id) for order_id in list(orders))


@transaction.atomic
def expire_order(*, order_id: int) -> bool:
    """End one unpaid order; False when it was paid, ended or given more time meanwhile."""
    order, producer_orders = lock_order(order_id)
    payment = Payment.objects.select_for_update().get(order_id=order_id)
    is_over = payment.expires_at is not None and payment.expires_at <= now()
    if payment.status != PaymentStatus.AWAITING or not is_over or balance_of(payment).net:
        return False
    change_payment_status(payment=payment, to=PaymentStatus.EXPIRED, reason="not paid in time")
    cancel_unpaid(order, producer_orders)
    return True
