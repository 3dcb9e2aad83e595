"""What "in force" means, as conditions for the database; Certificate says the same in Python."""

from datetime import date
from typing import NamedTuple

from django.db.models import F, Q

#: Verified and neither revoked nor superseded, whatever the date.
CURRENT = Q(verified_at__isnull=False, revoked_on__isnull=True, superseded_on__isnull=True)
AWAITING_VERIFICATION = Q(verified_at__isnull=True, withdrawn_at__isnull=True)


class DaysInForce(NamedTuple):
    """The days on which a certificate is in force, the last included."""

    first: date
    last: date


def in_force_condition(on: date, *, prefix: str = "") -> Q:
    """Return the condition "certainly in force on that day", the last day included.

    `prefix` is the path to the certificate ("certificates__"). Certificate.days_in_force is the same
    in Python; nothing else says what in force means.
    """

    def q(**lookups: object) -> Q:
        return Q(**{prefix + name: value for name, value in lookups.items()})

    return (
        q(verified_at__isnull=False)
        & q(valid_from__lte=on)
        & (q(extended_until__gte=on) | q(extended_until__isnull=True, valid_until__gte=on))
        & (q(revoked_on__isnull=True) | q(revoked_on__gt=on))
        & (q(superseded_on__isnull=True) | q(superseded_on__gt=on))
    )


def uncertain_condition(on: date) -> Q:
    """Return the condition "perhaps in force on that day, and perhaps not" of CURRENT certificates.

    It may have begun and has not certainly, or has ended possibly and not certainly. In Python:
    CertificateState.UNCERTAIN.
    """
    begins = Q(valid_from__gt=on, issued_not_before__lte=on, valid_from=F("issued_not_after"))
    has_ended = Q(extended_until__isnull=True, valid_until__lt=on) | Q(extended_until__lt=on)
    return begins | (Q(valid_from__lte=on, possible_until__gte=on) & has_ended)
