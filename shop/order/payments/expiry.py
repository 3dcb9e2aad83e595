"""Orders that nobody pays: they end at their time, and the goods are free again."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from catalogue.clock import now
from shop.mail.models import OutgoingEmail
from shop.mail.outbox import enqueue_email, enqueue_emails
from shop.order.emails.payment import PAYMENT_EXPIRED, PAYMENT_REMINDER
from shop.order.payments.card.outcomes import ACTIVE
from shop.order.payments.card.pages import close_pages
from shop.order.payments.services import change_payment_status
from shop.order.transitions import cancel_unpaid, lock_order
from shop.payment.card.client import CardUnavailable
from shop.payment.ledger import balance_of
from shop.payment.methods import CARD
from shop.payment.models import Payment, PaymentAttempt, PaymentStatus

#: Orders ended at one turn of the worker.
BATCH = 100
#: A reminder goes so long before the end, or when a quarter of the time is left if that is shorter.
REMIND_BEFORE = timedelta(hours=4)


def expire_unpaid() -> int:
    """End the orders whose time to pay is over; return how many. Safe in several workers.

    The page to pay on is closed first, so that nobody pays for goods that are free again; while the
    card company does not answer, the order waits.
    """
    due = Payment.objects.filter(status=PaymentStatus.AWAITING, expires_at__lte=now())
    orders = due.order_by("expires_at").values_list("order_id", flat=True)[:BATCH]
    return sum(end_unpaid(order_id) for order_id in list(orders))


def end_unpaid(order_id: int) -> bool:
    """Close the pages of one order, then end it; False when it may not end yet. Any step may be repeated."""
    try:
        return close_pages(order_id) and expire_order(order_id=order_id)
    except CardUnavailable:
        return False


def close_left_pages() -> int:
    """Close pages of orders that wait for no card any more: cancelled, or paid otherwise."""
    left = PaymentAttempt.objects.filter(status__in=ACTIVE, method=CARD.code).exclude(
        payment__status=PaymentStatus.AWAITING, payment__method=CARD.code
    )
    orders = left.values_list("payment__order_id", flat=True).distinct()[:BATCH]
    try:
        return sum(close_pages(order_id) for order_id in list(orders))
    except CardUnavailable:
        return 0


@transaction.atomic
def expire_order(*, order_id: int) -> bool:
    """End one unpaid order; False when it was paid, ended or given more time meanwhile."""
    order, producer_orders = lock_order(order_id)
    payment = Payment.objects.select_for_update().get(order_id=order_id)
    is_over = payment.expires_at is not None and payment.expires_at <= now()
    if payment.status != PaymentStatus.AWAITING or not is_over or balance_of(payment).net:
        return False
    if payment.attempts.filter(status__in=ACTIVE).exists():
        return False
    change_payment_status(payment=payment, to=PaymentStatus.EXPIRED, reason="not paid in time")
    cancel_unpaid(order, producer_orders)
    enqueue_email(PAYMENT_EXPIRED, order.pk)
    return True


def remind_unpaid() -> int:
    """Queue one reminder for each order whose time to pay is nearly over; return how many."""
    moment = now()
    reminded = OutgoingEmail.objects.filter(kind=PAYMENT_REMINDER, about=OuterRef("order_id"))
    soon = Payment.objects.filter(
        ~Exists(reminded),
        status=PaymentStatus.AWAITING,
        expires_at__gt=moment,
        expires_at__lte=moment + REMIND_BEFORE,
    )
    due = [
        payment.order_id
        for payment in soon.order_by("expires_at")[:BATCH]
        if payment.expires_at is not None
        and payment.expires_at - moment <= (payment.expires_at - payment.created_at) / 4
    ]
    enqueue_emails(PAYMENT_REMINDER, dict.fromkeys(due, (0,)))
    return len(due)
