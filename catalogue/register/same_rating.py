"""Whether a row that changed tells more of the certificate in the books, or of another one."""

from collections.abc import Iterable

from catalogue.models import Certificate, CertificateEvent
from catalogue.models.certificate import EventKind

#: What people decide about a certificate; an import leaves such a one as it is.
DECISIONS = (EventKind.EXTENDED, EventKind.REVOKED, EventKind.CORRECTED)


def decided_by_people(certificates: Iterable[Certificate], system_actors: set[int]) -> set[int]:
    """Return the keys of certificates that somebody has extended, revoked or dated."""
    decisions = CertificateEvent.objects.filter(
        certificate__in=[certificate.pk for certificate in certificates], kind__in=DECISIONS
    ).exclude(actor__in=system_actors)
    return set(decisions.values_list("certificate", flat=True))


def says_the_same(held: Certificate, new: Certificate) -> bool:
    """Whether the row tells nothing that the certificate in the books does not hold."""
    names = ("stars", "issued_not_before", "issued_not_after", "evidence")
    return new.decision_number in ("", held.decision_number) and all(
        getattr(held, name) == getattr(new, name) for name in names
    )


def is_same_rating(held: Certificate, new: Certificate, *, is_rerated: bool) -> bool:
    """Whether both are one recognition: nothing of the rating changed, or the days can be the same."""
    if held.stars != new.stars:
        return False
    if held.decision_number and new.decision_number not in ("", held.decision_number):
        return False
    meets = (
        held.issued_not_before <= new.issued_not_after
        and new.issued_not_before <= held.issued_not_after
    )
    return meets or not is_rerated
