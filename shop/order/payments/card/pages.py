"""Stripe's pages to pay on: opened, asked about and closed; each step can be repeated after a kill."""

import logging

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.paths import absolute_url
from shop.order.emails.recipients import order_of_email, recipient_of
from shop.order.links import order_token, payer_token
from shop.order.payments.card.outcomes import ACTIVE, DoesNotFit, settle_session
from shop.payment.card.client import CardRefused
from shop.payment.card.sessions import (
    SessionOrder,
    create_session,
    expire_session,
    read_session,
)
from shop.payment.methods import CARD
from shop.payment.models import AttemptStatus, PaymentAttempt

logger = logging.getLogger(__name__)


def open_page(attempt: PaymentAttempt) -> PaymentAttempt:
    """Ask Stripe for the page of an attempt that stands in the database; again with the same key.

    Raises CardUnavailable, after which the attempt stays as it is, or CardRefused, after which it
    has failed. Call it outside of a transaction.
    """
    try:
        session = create_session(_session_order(attempt))
    except CardRefused as refusal:
        changed = {"status": AttemptStatus.FAILED, "error": str(refusal)[:300]}
        PaymentAttempt.objects.filter(pk=attempt.pk, status=AttemptStatus.STARTED).update(**changed)
        raise
    return settle_session(attempt=attempt, session=session)


def look_at_page(attempt: PaymentAttempt) -> PaymentAttempt:
    """Ask Stripe how far the page of an open attempt is. Raises CardUnavailable or CardRefused."""
    if not attempt.provider_reference:
        return attempt
    return settle_session(attempt=attempt, session=read_session(attempt.provider_reference))


def close_page(attempt: PaymentAttempt) -> PaymentAttempt:
    """See to it that nobody pays on this page any more, or learn that somebody has.

    An attempt whose page we never heard of is opened with its own key first: it may exist. Raises
    CardUnavailable or CardRefused. Call it outside of a transaction.
    """
    if attempt.status == AttemptStatus.STARTED and not attempt.provider_reference:
        attempt = open_page(attempt)
    if attempt.status not in ACTIVE:
        return attempt
    session = expire_session(attempt.provider_reference)
    return settle_session(attempt=attempt, session=session)


def close_pages(order_id: int) -> bool:
    """Close all pages of an order; False while one cannot be closed: then nothing may end yet.

    Raises CardUnavailable when Stripe is away.
    """
    attempts = PaymentAttempt.objects.filter(
        payment__order_id=order_id, method=CARD.code, status__in=ACTIVE
    ).select_related("payment__order")
    closed = True
    for attempt in attempts:
        try:
            closed = close_page(attempt).status not in ACTIVE and closed
        except (CardRefused, DoesNotFit) as refusal:
            logger.warning("payment attempt %s cannot be closed: %s", attempt.pk, refusal)
            attempt.refresh_from_db()
            closed = attempt.status not in ACTIVE and closed
    return closed


def _session_order(attempt: PaymentAttempt) -> SessionOrder:
    """Say what the page is for; the same for the same attempt at any time and in any process."""
    order = order_of_email(pk=attempt.payment.order_id)
    if order is None or attempt.expires_at is None:
        raise CardRefused("no such order")
    if attempt.for_payer:
        token = {"token": payer_token(order, at=attempt.created_at)}
        back, left = "orders:pay-for-return", "orders:pay-for"
    else:
        token = {"token": order_token(order)}
        back, left = "orders:paid-return", "orders:pay"
    with translation.override(order.submission.language):
        return SessionOrder(
            number=order.number,
            attempt=attempt.pk,
            amount=int(attempt.amount),
            label=_("OCOP specialties, order %(number)s") % {"number": order.number},
            language=order.submission.language,
            email="" if attempt.for_payer else recipient_of(order),
            expires_at=attempt.expires_at,
            success_url=absolute_url(reverse(back, kwargs=token)),
            cancel_url=absolute_url(reverse(left, kwargs=token)),
            idempotency_key=attempt.idempotency_key,
        )
