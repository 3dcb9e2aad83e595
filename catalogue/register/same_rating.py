"""Whether a row that changed tells more of the certificate in the books, or of another one."""

from collections.abc import Iterable, Sequence

from django.db.models import F, Q

from catalogue.batches import in_batches
from catalogue.models import Certificate, CertificateEvent
from catalogue.models.certificate_event import EventKind
from catalogue.services.issue_dates import states_earlier_end


def decided_by_people(certificates: Iterable[Certificate], *, except_by: Sequence[str]) -> set[int]:
    """Return the keys of certificates that somebody has extended, revoked or dated by a decision.

    An import leaves them as they are. `except_by`: e-mail addresses of the system's own accounts.
    """
    is_settled = Q(
        kind=EventKind.CORRECTED,
        certificate__issued_not_before=F("certificate__issued_not_after"),
    ) & ~Q(certificate__decision_number="")
    decided = Q(kind__in=(EventKind.EXTENDED, EventKind.REVOKED)) | is_settled
    events = CertificateEvent.objects.filter(decided).exclude(actor__email__in=except_by)
    return {
        pk
        for batch in in_batches({certificate.pk for certificate in certificates})
        for pk in events.filter(certificate__in=batch).values_list("certificate", flat=True)
    }


def says_the_same(held: Certificate, new: Certificate) -> bool:
    """Whether the row tells nothing that the certificate in the books does not hold."""
    if states_earlier_end(held, new):
        return False
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
