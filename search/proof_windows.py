"""Days of proofs as one short text in an entry, so that an engine knows on each day which hold.

"vietgap:2025-01-01:2027-12-31 halal:…": kind, first and last day, both included.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from catalogue.models import Proof
from catalogue.models.proof import ProofState

#: The last day of what has no end.
NO_END = date.max


class ProofWindow(NamedTuple):
    """The days on which a proof of one kind holds, both included, as YYYY-MM-DD."""

    kind: str
    first: str
    last: str


def write_windows(proofs: Iterable[Proof]) -> str:
    """Return the windows of verified proofs as a text; empty where there are none."""
    windows = {
        ProofWindow(
            proof.kind, proof.valid_from.isoformat(), (proof.valid_until or NO_END).isoformat()
        )
        for proof in proofs
        if proof.state == ProofState.VERIFIED
    }
    return " ".join(":".join(window) for window in sorted(windows))


def read_windows(text: str) -> list[ProofWindow]:
    """Return the windows of an entry."""
    return [ProofWindow(*part.split(":")) for part in text.split()]


def kinds_on(text: str, day: date) -> set[str]:
    """Return the kinds of proofs that hold on a day."""
    on = day.isoformat()
    return {window.kind for window in read_windows(text) if window.first <= on <= window.last}
