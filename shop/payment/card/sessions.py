"""Checkout Sessions: the hosted page on which one order is paid, as plain objects."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import stripe

from shop.payment.card.client import CardRefused, answered, stripe_client

#: Stripe keeps a page open for at least 30 minutes; the rest is for slow clocks and networks.
SHORTEST = timedelta(minutes=35)
#: Stripe keeps it open for at most 24 hours, and an idempotency key for as long.
LONGEST = timedelta(hours=23)
LANGUAGES = {"vi": "vi", "en": "en"}
#: What is read with a session: whether a delayed payment is still under way.
EXPAND = ["payment_intent"]


@dataclass(frozen=True)
class SessionOrder:
    """What a page to pay on is opened for. `amount` is whole đồng, which Stripe takes as they are.

    The same `idempotency_key` with the same facts gives the same page.
    """

    number: str
    attempt: int
    amount: int
    label: str
    language: str
    email: str
    expires_at: datetime
    success_url: str
    cancel_url: str
    idempotency_key: str


@dataclass(frozen=True)
class CardSession:
    """How far a page to pay on is. `amount` is in the smallest unit of `currency`: for vnd, đồng.

    `status` is open, complete or expired; `intent` is Stripe's name for the payment, empty until
    there is one.
    """

    reference: str
    url: str
    status: str
    payment_status: str
    amount: int
    currency: str
    number: str
    attempt: int | None
    intent: str
    intent_status: str

    @property
    def is_open(self) -> bool:
        """Whether somebody may still pay on it."""
        return self.status == "open"

    @property
    def is_paid(self) -> bool:
        """Whether the money is ours."""
        return self.status == "complete" and self.payment_status == "paid"

    @property
    def is_under_way(self) -> bool:
        """Whether the buyer has done their part and a bank is still at it."""
        done = self.status == "complete" and self.payment_status == "unpaid"
        return done and self.intent_status in ("processing", "requires_action", "")

    @property
    def has_failed(self) -> bool:
        """Whether it ended without money, whatever the buyer did."""
        done = self.status == "complete" and self.payment_status == "unpaid"
        return done and not self.is_under_way


def create_session(order: SessionOrder) -> CardSession:
    """Open a page to pay on. Raises CardUnavailable, after which the same key is asked again, or CardRefused."""
    facts = {"order": order.number, "attempt": str(order.attempt)}
    params: dict[str, Any] = {
        "mode": "payment",
        "locale": LANGUAGES.get(order.language, "vi"),
        "client_reference_id": order.number,
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": "vnd",
                    "unit_amount": order.amount,
                    "product_data": {"name": order.label},
                },
            }
        ],
        "metadata": facts,
        "payment_intent_data": {"metadata": facts, "description": order.label},
        "success_url": order.success_url,
        "cancel_url": order.cancel_url,
        "expires_at": int(order.expires_at.timestamp()),
        "expand": EXPAND,
    }
    if order.email:
        params["customer_email"] = order.email
    with answered():
        session = stripe_client().v1.checkout.sessions.create(
            params,  # type: ignore[arg-type]  # checked by the peer of the tests
            {"idempotency_key": order.idempotency_key},
        )
    return _read(session)


def read_session(reference: str) -> CardSession:
    """Return how far a page to pay on is now. Raises CardUnavailable or CardRefused."""
    with answered():
        session = stripe_client().v1.checkout.sessions.retrieve(reference, {"expand": EXPAND})
    return _read(session)


def expire_session(reference: str) -> CardSession:
    """Close a page to pay on; one that was paid or closed meanwhile is returned as it is.

    Raises CardUnavailable or CardRefused.
    """
    try:
        with answered():
            session = stripe_client().v1.checkout.sessions.expire(reference, {"expand": EXPAND})
    except CardRefused:
        return read_session(reference)
    return _read(session)


def _read(session: stripe.checkout.Session) -> CardSession:
    facts: Mapping[str, Any] = session.to_dict()
    metadata = facts.get("metadata") or {}
    intent = facts.get("payment_intent") or {}
    intent = {"id": intent} if isinstance(intent, str) else intent
    attempt = str(metadata.get("attempt", ""))
    return CardSession(
        reference=str(facts["id"]),
        url=str(facts.get("url") or ""),
        status=str(facts.get("status") or ""),
        payment_status=str(facts.get("payment_status") or ""),
        amount=int(facts.get("amount_total") or 0),
        currency=str(facts.get("currency") or ""),
        number=str(facts.get("client_reference_id") or ""),
        attempt=int(attempt) if attempt.isdecimal() else None,
        intent=str(intent.get("id") or ""),
        intent_status=str(intent.get("status") or ""),
    )
