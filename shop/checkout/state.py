"""What the buyer has typed so far, kept in the session so that nothing is lost on the way.

The review page carries a signed copy: it outlives the session.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.contrib.sessions.backends.base import SessionBase
from django.core import signing
from django.http import QueryDict

KEY = SALT = "checkout"
LAST_PAYMENT = "payment_method"
LAST_ORDER = "order_placed"
FIELDS = (
    "name",
    "phone",
    "email",
    "place",
    "place_searched",
    "province",
    "commune",
    "street",
    "note",
    "gift",
    "buyer_phone",
    "is_gift",
    "giver_name",
    "wished_on",
    "invoice_tax_code",
    "invoice_company",
    "invoice_address",
    "invoice_email",
    "consent",
    "data_consent",
)
#: The sellers where the buyer comes for the goods: keys, with commas between them.
PICKUPS = "pickups"
MAX_LENGTH = 1000
SEAL_SECONDS = 3 * 24 * 3600


@dataclass
class CheckoutState:
    """The typed fields as text, the token of the order that they lead to, and how it is to be paid.

    `gaps` is what the buyer has accepted as missing on labels, by the key of the product.
    """

    typed: dict[str, str] = field(default_factory=dict)
    token: UUID = field(default_factory=uuid4)
    payment: str = ""
    gaps: dict[str, list[str]] = field(default_factory=dict)


def load(session: SessionBase) -> CheckoutState:
    """Return what the session holds; an empty state where it holds nothing."""
    stored = session.get(KEY)
    if not stored:
        return CheckoutState()
    return CheckoutState(
        typed=stored["typed"],
        token=UUID(stored["token"]),
        payment=stored.get("payment", ""),
        gaps=stored.get("gaps", {}),
    )


def save(session: SessionBase, state: CheckoutState) -> None:
    """Store the state; the session keeps plain JSON."""
    session[KEY] = {
        "typed": state.typed,
        "token": str(state.token),
        "payment": state.payment,
        "gaps": state.gaps,
    }


def seal(typed: dict[str, str], seen: dict[str, Any]) -> str:
    """Return what was typed and what the review showed as signed text for a hidden field."""
    return signing.dumps({"typed": typed, "seen": seen}, salt=SALT, compress=True)


def unseal(text: str) -> tuple[dict[str, str], dict[str, Any]]:
    """Return what seal() was given; two empty ones for a forged, broken or old text."""
    try:
        stored = signing.loads(text, salt=SALT, max_age=SEAL_SECONDS)
    except signing.BadSignature:
        return {}, {}
    return stored["typed"], stored["seen"]


def read_typed(posted: QueryDict) -> dict[str, str]:
    """Return the checkout's fields of a posted form as typed, each cut to a sane length."""
    typed = {name: str(posted[name])[:MAX_LENGTH] for name in FIELDS if posted.get(name)}
    pickups = ",".join(map(str, posted.getlist(PICKUPS)))[:MAX_LENGTH]
    return typed | ({PICKUPS: pickups} if pickups else {})


def clear(session: SessionBase) -> None:
    """Forget the state: the order has been placed."""
    session.pop(KEY, None)


def remember_payment(session: SessionBase, code: str) -> None:
    """Keep how somebody without an account paid, for the next order of this session."""
    session[LAST_PAYMENT] = code


def last_payment(session: SessionBase) -> str:
    """Return the code of how this session paid last; empty where it never ordered."""
    return session.get(LAST_PAYMENT, "")


def remember_order(session: SessionBase, number: str) -> None:
    """Keep which order was placed last, for who comes back from paying by the browser's own button."""
    session[LAST_ORDER] = number


def last_order(session: SessionBase) -> str:
    """Return its number, or nothing."""
    return str(session.get(LAST_ORDER, ""))
