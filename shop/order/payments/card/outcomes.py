"""What a Checkout Session means for its order. Asked and told in any order, as often as one likes.

The session itself decides, read anew from Stripe, never the order in which messages came.
"""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.clock import now
from shop.mail.outbox import enqueue_email_again
from shop.order.emails.payment import PAYMENT_REFUSED
from shop.order.models import Order, ProducerOrder
from shop.order.payments.refunds import refund_excess
from shop.order.payments.revival import revive_order
from shop.order.payments.services import Movement, enter_movement, settle_order
from shop.order.transitions import lock_order
from shop.payment.card.sessions import CardSession
from shop.payment.methods import CARD
from shop.payment.models import (
    AttemptStatus,
    EntryKind,
    LedgerEntry,
    Payment,
    PaymentAttempt,
    PaymentStatus,
)

#: Attempts on which somebody may still pay.
ACTIVE = (AttemptStatus.STARTED, AttemptStatus.OPEN)
#: For how long goods are kept while the buyer's bank is at it.
BANKS_TAKE = timedelta(days=3)


class DoesNotFit(Exception):
    """What a provider tells does not fit what we asked for; the text is a sentence for the staff."""


@transaction.atomic
def settle_session(*, attempt: PaymentAttempt, session: CardSession) -> PaymentAttempt:
    """Bring attempt, ledger and order in line with a session. Raises DoesNotFit and changes nothing.

    Money for an order that has ended takes it up again where the goods are still there; else it goes
    back.
    """
    order_id = attempt.payment.order_id
    order, producer_orders = lock_order(order_id)
    rows = PaymentAttempt.objects.select_for_update(of=("self",)).select_related("payment__order")
    attempt = rows.get(pk=attempt.pk)
    _check(attempt, session)
    if session.is_paid:
        _take_money(attempt, session, order, producer_orders)
    elif attempt.status not in ACTIVE:
        return attempt
    elif session.is_under_way:
        _wait_for_bank(attempt, session)
    elif session.has_failed:
        _end(attempt, session, AttemptStatus.FAILED, _("The bank did not pay."))
        enqueue_email_again(PAYMENT_REFUSED, order.pk)
    elif session.is_open:
        _keep_open(attempt, session)
    else:
        _end(attempt, session, AttemptStatus.EXPIRED)
    return attempt


def settle_late_money(*, order_id: int, reason: str) -> None:
    """Decide on money that nobody owed when it came: the order lives again, or the money goes back.

    Call it inside the transaction that wrote the money down. Nothing where nothing is left over.
    """
    order, producer_orders = lock_order(order_id)
    payment = Payment.objects.select_for_update().get(order_id=order_id)
    ended_unpaid = payment.transitions.filter(after=PaymentStatus.EXPIRED).exists()
    if ended_unpaid and revive_order(order=order, producer_orders=producer_orders):
        settle_order(order_id=order_id, reason=reason)
        return
    refund_excess(order=Order.objects.select_related("payment").get(pk=order_id))


def _check(attempt: PaymentAttempt, session: CardSession) -> None:
    """Nothing but what was asked for is taken; an amount in another currency is another amount."""
    facts = {
        "amount": session.amount,
        "currency": session.currency,
        "order": session.number,
        "wanted": int(attempt.amount),
        "number": attempt.payment.order.number,
    }
    if session.number != attempt.payment.order.number or session.attempt != attempt.pk:
        raise DoesNotFit(
            _("It was not opened for order %(order)s, which it names.") % facts,
        )
    if attempt.provider_reference not in ("", session.reference):
        raise DoesNotFit(_("Order %(number)s was to be paid on another page.") % facts)
    if session.currency != "vnd":
        raise DoesNotFit(
            _("The currency is %(currency)s instead of vnd, for order %(number)s.") % facts
        )
    if session.amount != int(attempt.amount):
        raise DoesNotFit(
            _("The amount is %(amount)d ₫ instead of %(wanted)d ₫, for order %(number)s.") % facts
        )
    if session.is_paid and not session.intent:
        raise DoesNotFit(_("It is said to be paid, but no payment is named."))


def _take_money(
    attempt: PaymentAttempt,
    session: CardSession,
    order: Order,
    producer_orders: dict[int, ProducerOrder],
) -> None:
    entries = LedgerEntry.objects.filter(
        method=CARD.code, kind=EntryKind.RECEIVED, reference=session.intent
    )
    if attempt.status == AttemptStatus.SUCCEEDED and entries.exists():
        return
    entered = enter_movement(
        order=order,
        producer_orders=producer_orders,
        payment=attempt.payment,
        movement=Movement(
            kind=EntryKind.RECEIVED,
            amount=session.amount,
            reference=session.intent,
            method=CARD.code,
        ),
        attempt=attempt,
    )
    _end(attempt, session, AttemptStatus.SUCCEEDED)
    if entered.excess > 0:
        settle_late_money(order_id=order.pk, reason=session.intent)


def _wait_for_bank(attempt: PaymentAttempt, session: CardSession) -> None:
    """Keep the goods for longer, once: the buyer has done their part and can do no more."""
    if attempt.status == AttemptStatus.OPEN and not attempt.url:
        return
    attempt.status, attempt.url = AttemptStatus.OPEN, ""
    attempt.provider_reference = session.reference
    attempt.save(update_fields=["status", "url", "provider_reference"])
    payment = Payment.objects.select_for_update().get(pk=attempt.payment_id)
    if payment.status == PaymentStatus.AWAITING and payment.expires_at is not None:
        payment.expires_at = max(payment.expires_at, now() + BANKS_TAKE)
        payment.save(update_fields=["expires_at"])


def _keep_open(attempt: PaymentAttempt, session: CardSession) -> None:
    if attempt.status == AttemptStatus.STARTED:
        attempt.status, attempt.url = AttemptStatus.OPEN, session.url
        attempt.provider_reference, attempt.error = session.reference, ""
        attempt.save(update_fields=["status", "url", "provider_reference", "error"])


def _end(
    attempt: PaymentAttempt, session: CardSession, status: AttemptStatus, error: str = ""
) -> None:
    attempt.status, attempt.error, attempt.url = status, error, ""
    attempt.provider_reference = session.reference
    attempt.save(update_fields=["status", "error", "url", "provider_reference"])
