"""The certificates of two products as those of one: which is current, and which it supersedes."""

from dataclasses import dataclass
from datetime import date

from catalogue.models.certificate import Certificate
from catalogue.models.certificate_terms import EvidenceGrade


@dataclass(frozen=True, slots=True)
class Supersession:
    """A certificate that ends on that day because another of the same product began."""

    old: Certificate
    new: Certificate
    on: date


def supersessions(certificates: list[Certificate], *, kept_id: int) -> list[Supersession]:
    """Return who has to end for whom, so that no two of one product are in force on one day.

    Of two that tell of one recognition the better proven stands and the other never had a day.
    Each of the rest ends when the next begins, as when that one is verified.
    """
    standing, found = _without_twins(certificates, kept_id)
    ordered = sorted(standing, key=lambda each: (each.valid_from, _strength(each, kept_id)))
    for position, old in enumerate(ordered[:-1]):
        new = ordered[position + 1]
        if _stands_until(old, new.valid_from):
            found.append(Supersession(old, new, new.valid_from))
    return found


def current_after(certificates: list[Certificate], *, kept_id: int) -> Certificate | None:
    """Return the certificate that stands when all these are of one product."""
    standing, _found = _without_twins(certificates, kept_id)
    ordered = sorted(standing, key=lambda each: (each.valid_from, _strength(each, kept_id)))
    last = ordered[-1] if ordered else None
    return last if last is not None and last.revoked_on is None else None


def contradictory(certificates: list[Certificate]) -> bool:
    """Whether one recognition is revoked in one place and not in the other: people decide first."""
    verified = [each for each in certificates if each.verified_at is not None]
    return any(
        _is_one_recognition(one, other) and (one.revoked_on is None) != (other.revoked_on is None)
        for position, one in enumerate(verified)
        for other in verified[position + 1 :]
        if one.product_id != other.product_id
    )


def _without_twins(
    certificates: list[Certificate], kept_id: int
) -> tuple[list[Certificate], list[Supersession]]:
    standing: list[Certificate] = []
    found = []
    verified = [each for each in certificates if each.verified_at is not None]
    for each in sorted(verified, key=lambda each: _strength(each, kept_id), reverse=True):
        twin = next((other for other in standing if _is_one_recognition(each, other)), None)
        if twin is None:
            standing.append(each)
        elif _stands_until(each, each.valid_from):
            found.append(Supersession(each, twin, each.valid_from))
    return standing, found


def _strength(certificate: Certificate, kept_id: int) -> tuple[bool, bool, bool, int]:
    return (
        certificate.evidence_grade == EvidenceGrade.DECISION,
        certificate.day_is_exact,
        certificate.product_id == kept_id,
        certificate.pk,
    )


def _is_one_recognition(one: Certificate, other: Certificate) -> bool:
    """Whether two certificates tell of one decision, as far as both know it."""
    numbers = {one.decision_number, other.decision_number} - {""}
    return (
        one.stars == other.stars
        and len(numbers) < 2
        and one.issued_not_before <= other.issued_not_after
        and other.issued_not_before <= one.issued_not_after
    )


def _stands_until(certificate: Certificate, day: date) -> bool:
    """Whether nothing has ended it by that day."""
    ends = (certificate.revoked_on, certificate.superseded_on)
    return not any(end is not None and end <= day for end in ends)
