"""What each kind of message of Stripe leads to: the object it names is read anew, and that decides.

Reading asks Stripe and no database, so that several messages can be read at once.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from shop.mail.outbox import enqueue_email
from shop.order.emails.dispute import DISPUTE_OPENED
from shop.order.payments.card.outcomes import DoesNotFit, settle_session
from shop.order.payments.sending import complete_refund, fail_refund
from shop.order.payments.services import Movement, record_movement
from shop.payment.card.events import DISPUTE_KINDS, REFUND_KINDS, SESSION_KINDS
from shop.payment.card.refunds import (
    CardDispute,
    CardRefund,
    read_dispute,
    read_refund,
    refunds_of,
)
from shop.payment.card.sessions import CardSession, read_session
from shop.payment.methods import CARD
from shop.payment.models import (
    Dispute,
    EntryKind,
    LedgerEntry,
    PaymentAttempt,
    Refund,
    RefundStatus,
)
from shop.payment.models.dispute import CLOSED

#: What a message is about, as Stripe has it now.
CardNews = CardSession | CardRefund | CardDispute


def read_news(kind: str, facts: dict[str, Any]) -> list[CardNews]:
    """Ask Stripe for what a message is about; nothing for a kind that asks for nothing.

    Raises CardUnavailable or CardRefused.
    """
    if kind in SESSION_KINDS:
        return [read_session(str(facts["id"]))]
    if kind == "charge.refunded":
        return [*refunds_of(str(facts.get("payment_intent", "")))]
    if kind in REFUND_KINDS:
        return [read_refund(str(facts["id"]))]
    if kind in DISPUTE_KINDS:
        return [read_dispute(str(facts["id"]))]
    return []


def settle_news(news: CardNews) -> None:
    """Bring our books in line with what Stripe has. As often as one likes. Raises DoesNotFit."""
    if isinstance(news, CardSession):
        settle_session(attempt=_attempt_of(news), session=news)
    elif isinstance(news, CardRefund):
        settle_refund(news)
    else:
        settle_dispute(news)


@transaction.atomic
def settle_refund(made: CardRefund) -> None:
    """Bring our refund in line with Stripe's; one made at Stripe by hand is written down as money gone.

    Raises DoesNotFit.
    """
    received = _received(made.intent, made.currency)
    refund = Refund.objects.filter(
        Q(idempotency_key=made.key) | Q(provider_reference=made.reference),
        payment=received.payment_id,
        method=CARD.code,
    ).first()
    if refund is None:
        _record_by_hand(received, made)
        return
    if int(refund.amount) != made.amount:
        raise DoesNotFit(
            _("The refund is %(amount)d ₫ instead of %(wanted)d ₫.")
            % {"amount": made.amount, "wanted": int(refund.amount)}
        )
    under_way = (RefundStatus.APPROVED, RefundStatus.SENDING)
    if made.status == "succeeded" and refund.status in under_way:
        complete_refund(refund=refund, reference=made.reference)
    elif made.status in ("failed", "canceled") and refund.status in (*under_way, RefundStatus.SENT):
        fail_refund(refund=refund, why=made.error or made.status)


@transaction.atomic
def settle_dispute(dispute: CardDispute) -> None:
    """Write down what a buyer's bank took, and what came back; tell the staff once. Raises DoesNotFit."""
    received = _received(dispute.intent, dispute.currency)
    kinds = [EntryKind.CHARGED_BACK] if dispute.is_taken else []
    kinds += [EntryKind.CHARGEBACK_WON] if dispute.is_won else []
    for kind in kinds:
        _record(received, kind, dispute.amount, dispute.reference)
    _keep_dispute(received, dispute)
    enqueue_email(DISPUTE_OPENED, received.pk)


def _keep_dispute(received: LedgerEntry, dispute: CardDispute) -> None:
    """Keep how it stands; news that was overtaken opens no dispute that has ended."""
    facts = {
        "amount": dispute.amount,
        "reason": dispute.reason[:50],
        "status": dispute.status[:30],
        "answer_by": dispute.answer_by,
    }
    kept, is_new = Dispute.objects.select_for_update().get_or_create(
        reference=dispute.reference,
        defaults={**facts, "payment": received.payment, "opened_at": dispute.opened_at},
    )
    if not is_new and kept.status not in CLOSED:
        Dispute.objects.filter(pk=kept.pk).update(**facts)


def _attempt_of(session: CardSession) -> PaymentAttempt:
    """Return the attempt that a page was opened for; a kill may have kept its name from us."""
    attempts = PaymentAttempt.objects.select_related("payment").filter(method=CARD.code)
    attempt = attempts.filter(provider_reference=session.reference).first()
    if attempt is None:
        attempt = attempts.filter(pk=session.attempt or 0, provider_reference="").first()
    if attempt is None:
        raise DoesNotFit(
            _("No order of ours was to be paid on this page; it names order %(order)s.")
            % {"order": session.number or "–"}
        )
    return attempt


def _received(intent: str, currency: str) -> LedgerEntry:
    """Return the money of a payment, which a refund or a dispute is about."""
    entry = (
        LedgerEntry.objects.select_related("payment")
        .filter(method=CARD.code, kind=EntryKind.RECEIVED, reference=intent)
        .first()
    )
    if entry is None:
        raise DoesNotFit(_("It is about a payment that we never received: %s.") % (intent or "–"))
    if currency != "vnd":
        raise DoesNotFit(_("The currency is %s instead of vnd.") % currency)
    return entry


def _record_by_hand(received: LedgerEntry, made: CardRefund) -> None:
    if made.status == "succeeded":
        _record(received, EntryKind.REFUNDED, made.amount, made.reference)
    elif made.status in ("failed", "canceled"):
        gone = LedgerEntry.objects.filter(
            method=CARD.code, kind=EntryKind.REFUNDED, reference=made.reference
        )
        if gone.exists():
            _record(received, EntryKind.REFUND_FAILED, made.amount, made.reference)


def _record(received: LedgerEntry, kind: EntryKind, amount: int, reference: str) -> None:
    record_movement(
        payment=received.payment,
        movement=Movement(kind=kind, amount=amount, reference=reference, method=CARD.code),
        attempt=received.attempt,
    )
