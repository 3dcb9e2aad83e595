"""Refunds and disputes of cards, as Stripe tells them."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from shop.payment.card.client import CardRefused, CardUnavailable, answered, stripe_client
from shop.payment.models import Refund
from shop.payment.ports import ProviderUnavailable, RefundOutcome

#: Banks give at least so long to answer (Stripe tells the day; this is for a message without it).
ANSWER_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class CardRefund:
    """Money that goes back to a card, whole đồng; `status` is pending, requires_action, succeeded,
    failed or canceled. `key` names our Refund, empty where somebody refunded at Stripe by hand.
    """

    reference: str
    intent: str
    amount: int
    currency: str
    status: str
    key: str
    error: str


@dataclass(frozen=True)
class CardDispute:
    """A buyer's bank that takes money back, whole đồng; a warning has taken none."""

    reference: str
    intent: str
    amount: int
    currency: str
    status: str
    reason: str
    opened_at: datetime
    answer_by: datetime

    @property
    def is_taken(self) -> bool:
        """Whether the money was taken from us at some time."""
        return not self.status.startswith("warning_") and self.status != "prevented"

    @property
    def is_won(self) -> bool:
        """Whether it came back."""
        return self.status == "won"


class CardRefunds:
    """The port of refunds (shop.payment.ports) to Stripe."""

    def send(self, refund: Refund, *, original_reference: str) -> RefundOutcome:
        """Ask Stripe, or ask again how far it is; the key makes it one refund however often."""
        try:
            made = self._made(refund, original_reference)
        except CardUnavailable as error:
            raise ProviderUnavailable(str(error)) from error
        except CardRefused as error:
            return RefundOutcome(error=str(error))
        if made.status in ("failed", "canceled"):
            return RefundOutcome(made.reference, error=made.error or made.status)
        return RefundOutcome(made.reference, is_done=made.status == "succeeded")

    def _made(self, refund: Refund, intent: str) -> CardRefund:
        if refund.provider_reference:
            return read_refund(refund.provider_reference)
        if refund.tries > 1:  # Stripe forgets a key after a day, but never a refund
            for made in refunds_of(intent):
                if made.key == refund.idempotency_key:
                    return made
        with answered():
            answer = stripe_client().v1.refunds.create(
                {
                    "payment_intent": intent,
                    "amount": int(refund.amount),
                    "metadata": {"refund": refund.idempotency_key},
                },
                {"idempotency_key": f"refund-{refund.idempotency_key}"},
            )
        return _refund(answer.to_dict())


def read_refund(reference: str) -> CardRefund:
    """Return how far a refund is. Raises CardUnavailable or CardRefused."""
    with answered():
        return _refund(stripe_client().v1.refunds.retrieve(reference).to_dict())


def refunds_of(intent: str) -> list[CardRefund]:
    """Return all refunds of a payment. Raises CardUnavailable or CardRefused."""
    with answered():
        page = stripe_client().v1.refunds.list({"payment_intent": intent, "limit": 100})
        return [_refund(refund.to_dict()) for refund in page.auto_paging_iter()]


def read_dispute(reference: str) -> CardDispute:
    """Return how a dispute stands. Raises CardUnavailable or CardRefused."""
    with answered():
        facts: Mapping[str, Any] = stripe_client().v1.disputes.retrieve(reference).to_dict()
    opened_at = datetime.fromtimestamp(int(facts.get("created") or time.time()), UTC)
    due_by = (facts.get("evidence_details") or {}).get("due_by")
    return CardDispute(
        reference=str(facts["id"]),
        intent=_name(facts.get("payment_intent")),
        amount=int(facts["amount"]),
        currency=str(facts["currency"]),
        status=str(facts["status"]),
        reason=str(facts.get("reason") or ""),
        opened_at=opened_at,
        answer_by=datetime.fromtimestamp(int(due_by), UTC) if due_by else opened_at + ANSWER_WITHIN,
    )


def _refund(facts: Mapping[str, Any]) -> CardRefund:
    return CardRefund(
        reference=str(facts["id"]),
        intent=_name(facts.get("payment_intent")),
        amount=int(facts["amount"]),
        currency=str(facts["currency"]),
        status=str(facts.get("status") or "pending"),
        key=str((facts.get("metadata") or {}).get("refund", "")),
        error=str(facts.get("failure_reason") or ""),
    )


def _name(value: object) -> str:
    """Return the name of an object that Stripe gives by name or in whole."""
    if isinstance(value, Mapping):
        return str(value.get("id", ""))
    return str(value or "")
