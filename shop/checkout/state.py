"""What the buyer has typed so far, kept in the session so that nothing is lost on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.contrib.sessions.backends.base import SessionBase

KEY = "checkout"
FIELDS = (
    "name",
    "phone",
    "email",
    "province",
    "commune",
    "old_place",
    "street",
    "note",
    "consent",
)
LONGEST = 1000


@dataclass
class CheckoutState:
    """The typed fields as text, and the token of the order that they lead to."""

    typed: dict[str, str] = field(default_factory=dict)
    token: UUID = field(default_factory=uuid4)


def load(session: SessionBase) -> CheckoutState:
    """Return what the session holds; an empty state where it holds nothing."""
    kept = session.get(KEY)
    if not kept:
        return CheckoutState()
    return CheckoutState(typed=kept["typed"], token=UUID(kept["token"]))


def keep(session: SessionBase, state: CheckoutState) -> None:
    """Store the state; the session keeps plain JSON."""
    session[KEY] = {"typed": state.typed, "token": str(state.token)}


def read_typed(posted: Mapping[str, str]) -> dict[str, str]:
    """Return the checkout's fields of a posted form as typed, each cut to a sane length."""
    return {name: posted[name][:LONGEST] for name in FIELDS if posted.get(name)}


def clear(session: SessionBase) -> None:
    """Forget the state: the order has been placed."""
    session.pop(KEY, None)
