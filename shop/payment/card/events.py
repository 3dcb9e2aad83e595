"""What Stripe tells: its signature over the raw bytes, and only what we need of its content."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import stripe
from django.conf import settings

from shop.payment.card.client import answered, stripe_client

#: What of an object of Stripe's is kept: nothing of cards, names or addresses.
KEPT_FACTS = (
    *("id", "object", "status", "payment_status", "amount", "amount_total", "amount_refunded"),
    *("currency", "client_reference_id", "metadata", "payment_intent", "charge", "reason"),
    *("failure_reason", "created", "expires_at"),
)
#: Kinds that the shop acts on: what is to be chosen when the webhook is set up at Stripe.
SESSION_KINDS = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
)
REFUND_KINDS = ("charge.refunded", "refund.created", "refund.updated", "refund.failed")
DISPUTE_KINDS = (
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.closed",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
)
KINDS = (*SESSION_KINDS, *REFUND_KINDS, *DISPUTE_KINDS)


#: What the library raises for signed text that is no event.
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError)


class NotFromStripe(Exception):
    """A message without Stripe's valid, recent signature over these very bytes."""


@dataclass(frozen=True)
class CardEvent:
    """A message of Stripe: its id, its kind, and the facts that are kept of its object."""

    reference: str
    kind: str
    facts: dict[str, Any]


def read_event(body: bytes, signature: str) -> CardEvent:
    """Return the message that Stripe signed at most five minutes ago. Raises NotFromStripe."""
    try:
        event = stripe.Webhook.construct_event(body, signature, settings.STRIPE_WEBHOOK_SECRET)
        return _read(event.to_dict())
    except (stripe.SignatureVerificationError, *UNREADABLE) as error:
        raise NotFromStripe(type(error).__name__) from error


def events_since(moment: datetime) -> Iterator[CardEvent]:
    """Ask Stripe for all messages of our kinds since then, the newest first. Raises CardUnavailable."""
    with answered():
        page = stripe_client().v1.events.list(
            {
                "created": {"gte": int(moment.timestamp())},
                "types": list(KINDS),
                "limit": 100,
            }
        )
        for event in page.auto_paging_iter():
            yield _read(event.to_dict())


def _read(event: dict[str, Any]) -> CardEvent:
    about = event["data"]["object"]
    return CardEvent(
        reference=str(event["id"]),
        kind=str(event["type"])[:100],
        facts={name: about[name] for name in KEPT_FACTS if about.get(name) is not None},
    )
