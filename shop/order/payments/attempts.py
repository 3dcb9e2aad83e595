"""Attempts to pay: written down before a provider is asked, never two at a time for one order."""

from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.clock import now
from shop.order.exceptions import PaymentRefused
from shop.order.models import Order
from shop.order.payments.card.outcomes import ACTIVE, DoesNotFit
from shop.order.payments.card.pages import close_page, open_page
from shop.order.settlement import amount_due
from shop.order.transitions import lock_order
from shop.payment.card.client import CardRefused, CardUnavailable
from shop.payment.card.sessions import LONGEST, SHORTEST
from shop.payment.ledger import balance_of
from shop.payment.methods import CARD, PaymentMethod
from shop.payment.models import AttemptStatus, Payment, PaymentAttempt, PaymentStatus

#: A page that closes sooner is not offered again.
WORTH_OPENING = timedelta(minutes=2)


def start_attempt(
    *, order: Order, method: PaymentMethod, for_payer: bool = False
) -> PaymentAttempt:
    """Return an open attempt whose `url` is the page to pay on; the same one while it is open.

    A page leads back to whom it was opened for: the buyer, or whoever pays by a link (`for_payer`).
    When the other one comes, it is closed first, so that there is never more than one to pay on.

    Raises PaymentRefused with what the buyer should know: the order waits for no money, or the
    provider does not answer; then nothing is lost and the next try asks with the same key. Call it
    outside of a transaction.
    """
    if method != CARD:
        raise PaymentRefused(_("This way of paying has no page of its own."))
    try:
        attempt = _claim(order, for_payer)
        if not _fits(attempt, _outstanding(order), for_payer):
            close_page(attempt)
            attempt = _claim(order, for_payer)
        if attempt.status == AttemptStatus.STARTED:
            attempt = open_page(attempt)
    except CardUnavailable as error:
        raise PaymentRefused(
            _(
                "The card company does not answer at the moment. Nothing has been charged and your "
                "order is kept. Please try again in a minute, or pay in another way."
            )
        ) from error
    except (CardRefused, DoesNotFit) as error:
        raise PaymentRefused(
            _(
                "The card company does not take this payment. Nothing has been charged and your "
                "order is kept. Please pay in another way."
            )
        ) from error
    if attempt.status == AttemptStatus.SUCCEEDED:
        raise PaymentRefused(_("This order no longer waits for a payment."))
    if not attempt.url:
        raise PaymentRefused(
            _("Your bank is still at work on your payment. We write to you once it has decided.")
        )
    return attempt


@transaction.atomic
def _claim(order: Order, for_payer: bool) -> PaymentAttempt:
    """Return the active attempt of a waiting order, or write down a new one with its key.

    The goods are kept for as long as the new page is open.
    """
    order, _producer_orders = lock_order(order.pk)
    payment = Payment.objects.select_for_update().get(order=order)
    moment = now()
    is_over = payment.expires_at is None or payment.expires_at <= moment
    outstanding = _outstanding(order)
    if payment.status != PaymentStatus.AWAITING or is_over or outstanding <= 0:
        raise PaymentRefused(_("This order no longer waits for a payment."))
    if payment.method != CARD.code:
        raise PaymentRefused(_("Please choose the card as your way of paying first."))
    active = payment.attempts.filter(status__in=ACTIVE).select_related("payment__order").first()
    if active is not None:
        return active
    ends = min(max(payment.expires_at or moment, moment + SHORTEST), moment + LONGEST)
    payment.expires_at = max(payment.expires_at or ends, ends)
    payment.save(update_fields=["expires_at"])
    number = payment.attempts.count() + 1
    return PaymentAttempt.objects.create(
        payment=payment,
        number=number,
        method=CARD.code,
        amount=outstanding,
        idempotency_key=f"{payment.reference}-{number}-{uuid4().hex}",
        for_payer=for_payer,
        created_at=moment,
        expires_at=ends,
    )


def _fits(attempt: PaymentAttempt, outstanding: int, for_payer: bool) -> bool:
    """Whether somebody can still pay on this page, just what is owed, and comes back to where they were."""
    ends = attempt.expires_at
    lasts = ends is not None and ends > now() + WORTH_OPENING
    is_under_way = attempt.status == AttemptStatus.OPEN and not attempt.url
    leads_back = attempt.for_payer == for_payer
    return is_under_way or (lasts and leads_back and int(attempt.amount) == outstanding)


def _outstanding(order: Order) -> int:
    order = Order.objects.select_related("payment").get(pk=order.pk)
    return amount_due(order).due - balance_of(order.payment).net
