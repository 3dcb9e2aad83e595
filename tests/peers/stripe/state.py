"""What the stand-in for Stripe remembers: sessions, payments, refunds, disputes, events, keys."""

import json
import time
from dataclasses import dataclass, field
from itertools import count
from threading import RLock
from typing import Any

DAY = 24 * 3600
#: Đồng; about half a US dollar.
SMALLEST, LARGEST = 13_000, 99_999_999
DISPUTED = "4000000000000259"
SUCCESS, DECLINED, SECURE = "4242424242424242", "4000000000000002", "4000000000003220"
#: Cards whose refunds are decided later, or come back.
SLOW_REFUND, LOST_REFUND = "4000000000007726", "4000000000005126"


class Refused(Exception):
    """An answer with an error of Stripe's."""

    def __init__(self, message: str, *, status: int = 400, kind: str = "invalid_request_error"):
        super().__init__(message)
        self.status, self.kind, self.message = status, kind, message


@dataclass
class Fault:
    """Trouble for the next `times` requests: `kind` is 500, 429, drop (before the work), lost (after
    it) or slow (answers after `seconds`).
    """

    path: str
    kind: str
    times: int = 1
    seconds: float = 0.0
    method: str = ""


@dataclass
class StripePeer:
    """The state, and what people and banks do to it. One lock: requests are served one by one."""

    url: str = ""
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    intents: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: dict[str, dict[str, Any]] = field(default_factory=dict)
    disputes: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    answers: dict[str, tuple[str, int, bytes]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    requests: list[tuple[str, str, dict[str, Any], str]] = field(default_factory=list)
    lock: RLock = field(default_factory=RLock)
    numbers: Any = field(default_factory=lambda: count(1))
    on_event: Any = None

    def name(self, prefix: str) -> str:
        """Return a new name, as Stripe gives them."""
        return f"{prefix}_{next(self.numbers):024d}"

    def tell(self, kind: str, about: dict[str, Any]) -> dict[str, Any]:
        """Write an event down and hand it to whoever delivers."""
        event = {
            "id": self.name("evt"),
            "object": "event",
            "api_version": "2026-10-28.endive",
            "created": int(time.time()),
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "type": kind,
            "data": {"object": json.loads(json.dumps(about))},
        }
        self.events.append(event)
        if self.on_event:
            self.on_event(event)
        return event

    def create_session(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Open a page, with the checks of Stripe that concern us."""
        if sent.get("mode") != "payment":
            raise Refused("You must provide mode=payment.")
        lines = [row["price_data"] | {"quantity": row["quantity"]} for row in sent["line_items"]]
        total = sum(int(row["unit_amount"]) * int(row["quantity"]) for row in lines)
        if total > LARGEST:
            raise Refused("Amount must be no more than ₫99,999,999")
        if total < SMALLEST:
            raise Refused("The Checkout Session's total amount must convert to at least 50 cents.")
        moment = int(time.time())
        ends = int(sent.get("expires_at", moment + DAY))
        if not moment + 1800 <= ends <= moment + DAY:
            raise Refused("`expires_at` must be between 30 minutes and 24 hours from creation.")
        name = self.name("cs_test")
        self.sessions[name] = {
            "id": name,
            "object": "checkout.session",
            "url": f"{self.url}/c/pay/{name}",
            "mode": "payment",
            "status": "open",
            "payment_status": "unpaid",
            "amount_total": total,
            "amount_subtotal": total,
            "currency": lines[0]["currency"],
            "client_reference_id": sent.get("client_reference_id"),
            "metadata": sent.get("metadata", {}),
            "intent_metadata": sent.get("payment_intent_data", {}).get("metadata", {}),
            "payment_intent": None,
            "locale": sent.get("locale"),
            "label": lines[0]["product_data"]["name"],
            "customer_email": sent.get("customer_email"),
            "customer_details": {"email": sent.get("customer_email"), "name": "NGUYEN THI SAU"},
            "success_url": sent["success_url"],
            "cancel_url": sent.get("cancel_url"),
            "created": moment,
            "expires_at": ends,
            "livemode": False,
        }
        return self.sessions[name]

    def session(self, name: str) -> dict[str, Any]:
        """Return a session as it is by now: it may have ended by itself."""
        if name not in self.sessions:
            raise Refused(f"No such checkout.session: '{name}'", status=404)
        session = self.sessions[name]
        if session["status"] == "open" and session["expires_at"] <= time.time():
            self._expire(session)
        return session

    def expire(self, name: str) -> dict[str, Any]:
        """Close a page on request; only an open one."""
        session = self.session(name)
        if session["status"] != "open":
            raise Refused(
                "Only Checkout Sessions with a status in [“open”] can be expired. "
                f"This Checkout Session has a status of `{session['status']}`."
            )
        self._expire(session)
        return session

    def _expire(self, session: dict[str, Any]) -> None:
        session["status"], session["url"] = "expired", None
        self.tell("checkout.session.expired", session)

    def pay(self, name: str, card: str = SUCCESS) -> bool:
        """Do what the buyer does on the page; False for a card that is declined."""
        session = self.session(name)
        if session["status"] != "open":
            raise Refused("This page is closed.")
        if card == DECLINED:
            return False
        self._complete(session, "paid", "succeeded", card)
        if card == DISPUTED:
            self.dispute(session["payment_intent"])
        return True

    def pay_later(self, name: str) -> None:
        """Choose a method whose bank takes days."""
        self._complete(self.session(name), "unpaid", "processing", "delayed")

    def decide(self, name: str, *, paid: bool) -> None:
        """Let the bank of a delayed method decide."""
        session = self.session(name)
        intent = self.intents[session["payment_intent"]]
        intent["status"] = "succeeded" if paid else "requires_payment_method"
        session["payment_status"] = "paid" if paid else "unpaid"
        self.tell(f"checkout.session.async_payment_{'succeeded' if paid else 'failed'}", session)

    def _complete(self, session: dict[str, Any], paid: str, status: str, card: str) -> None:
        name = self.name("pi")
        self.intents[name] = {
            "id": name,
            "object": "payment_intent",
            "amount": session["amount_total"],
            "currency": session["currency"],
            "status": status,
            "metadata": session["intent_metadata"],
            "card": card,
            "latest_charge": name.replace("pi_", "ch_"),
        }
        session |= {"status": "complete", "payment_status": paid, "payment_intent": name}
        session["url"] = None
        self.tell("checkout.session.completed", session)

    def refund(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Give money back, never more than there is."""
        intent = self.intents.get(sent.get("payment_intent", ""))
        if intent is None:
            raise Refused("No such payment_intent", status=404)
        amount = int(sent.get("amount", intent["amount"]))
        gone = sum(
            row["amount"]
            for row in self.refunds.values()
            if row["payment_intent"] == intent["id"] and row["status"] not in ("failed", "canceled")
        )
        if intent["status"] != "succeeded" or amount <= 0 or gone + amount > intent["amount"]:
            raise Refused("Refund amount is greater than unrefunded amount on charge")
        name = self.name("re")
        self.refunds[name] = {
            "id": name,
            "object": "refund",
            "amount": amount,
            "currency": intent["currency"],
            "payment_intent": intent["id"],
            "charge": intent["latest_charge"],
            "metadata": sent.get("metadata", {}),
            "status": "pending" if intent["card"] == SLOW_REFUND else "succeeded",
            "created": int(time.time()),
        }
        self.tell("refund.created", self.refunds[name])
        charge = {"id": intent["latest_charge"], "object": "charge", "amount": intent["amount"]}
        charge |= {"payment_intent": intent["id"], "currency": intent["currency"]}
        self.tell("charge.refunded", charge | {"amount_refunded": gone + amount})
        if intent["card"] == LOST_REFUND:
            self.decide_refund(name, status="failed")
        return self.refunds[name]

    def decide_refund(self, name: str, *, status: str) -> None:
        """Let the card's bank take a refund, or send it back."""
        self.refunds[name]["status"] = status
        if status == "failed":
            self.refunds[name]["failure_reason"] = "lost_or_stolen_card"
        self.tell("refund.failed" if status == "failed" else "refund.updated", self.refunds[name])

    def dispute(self, intent: str, status: str = "needs_response") -> dict[str, Any]:
        """Let the buyer's bank take the money of a payment."""
        name = self.name("dp")
        self.disputes[name] = {
            "id": name,
            "object": "dispute",
            "amount": self.intents[intent]["amount"],
            "currency": self.intents[intent]["currency"],
            "payment_intent": intent,
            "charge": self.intents[intent]["latest_charge"],
            "reason": "fraudulent",
            "status": status,
            "created": int(time.time()),
            "evidence_details": {"due_by": int(time.time()) + 9 * DAY},
        }
        self.tell("charge.dispute.created", self.disputes[name])
        if not status.startswith("warning"):
            self.tell("charge.dispute.funds_withdrawn", self.disputes[name])
        return self.disputes[name]

    def close_dispute(self, name: str, *, won: bool) -> None:
        """Decide a dispute."""
        self.disputes[name]["status"] = "won" if won else "lost"
        self.tell("charge.dispute.closed", self.disputes[name])
        if won:
            self.tell("charge.dispute.funds_reinstated", self.disputes[name])
