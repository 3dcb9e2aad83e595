"""What an entry says: an event and the certificate's facts after it, as canonical JSON."""

import json
import secrets
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from catalogue.account import User
from catalogue.clock import VIETNAM
from catalogue.models.certificate import Certificate

FORMAT = 1
#: The hash before the first entry.
NO_HASH = "0" * 64
#: The columns of a certificate that make it what it is; who acted and private scans are not among
#: them.
FACT_FIELDS = (
    *("product_id", "stars", "code", "decision_number", "decision_date", "issuer", "issuer_level"),
    *("issued_not_before", "issued_not_after", "evidence", "valid_from", "valid_until"),
    *("possible_until", "dates_note", "extended_until", "revoked_on"),
    *("revocation_ground", "superseded_on", "superseded_by_id", "source"),
)


def certificate_facts(certificate: Certificate) -> dict[str, Any]:
    """Return the facts of a certificate as JSON holds them: days as YYYY-MM-DD."""
    facts: dict[str, Any] = {"verified": certificate.verified_at is not None}
    for name in FACT_FIELDS:
        value = getattr(certificate, name)
        facts[name] = value.isoformat() if isinstance(value, date) else value
    return facts


def entry_content(
    certificate: Certificate,
    *,
    kind: str,
    at: datetime,
    effective_on: date,
    decision_number: str,
    role: str,
    product_title: str,
) -> str:
    """Return the content of an entry.

    The nonce keeps a content that may not be shown (alcohol) from being guessed by its hash.
    """
    return canonical_json(
        {
            "format": FORMAT,
            "kind": kind,
            "at": at.astimezone(VIETNAM).isoformat(timespec="seconds"),
            "effective_on": effective_on.isoformat(),
            "decision": decision_number,
            "role": role,
            "certificate": certificate.pk,
            "product": product_title,
            "facts": certificate_facts(certificate),
            "nonce": secrets.token_hex(8),
        }
    )


def canonical_json(value: dict[str, Any]) -> str:
    """Return JSON with sorted keys and without spaces: one spelling for one content."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_hash(content: str) -> str:
    """Return the SHA-256 of a content, in hex; it stands in the record where the content may not."""
    return sha256(content.encode()).hexdigest()


def entry_hash(sequence: int, previous_hash: str, hash_of_content: str) -> str:
    """Return the SHA-256 of "number, hash before, hash of the content", one a line, in hex."""
    return sha256(f"{sequence}\n{previous_hash}\n{hash_of_content}".encode()).hexdigest()


def role_of(user: User) -> str:
    """Return as what somebody acts, never who it is: "system", "owner", or the groups."""
    if not user.is_active:
        return "system"
    if user.is_superuser:
        return "owner"
    return ", ".join(user.groups.order_by("name").values_list("name", flat=True)) or "staff"
