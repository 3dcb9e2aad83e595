"""What a register says of a certificate's end: proposed by one person, decided by a second."""

from datetime import date
from typing import TypeVar, cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.clock import today
from catalogue.models.certificate import Certificate
from catalogue.models.certificate_proposal import (
    CertificateProposal,
    ProposalState,
    ProposedExtension,
    ProposedRevocation,
)
from catalogue.models.certificate_terms import RevocationGround
from catalogue.services.certificates import extend_certificate, revoke_certificate
from catalogue.services.exceptions import CertificateError, SameActor

P = TypeVar("P", bound=CertificateProposal)


@transaction.atomic
def propose_revocation(
    *,
    certificate: Certificate,
    by: User,
    source: str,
    decision_number: str = "",
    decision_date: date | None = None,
    ground: str = "",
) -> ProposedRevocation | None:
    """Keep that a source calls a certificate withdrawn; None where that was proposed before.

    Nothing changes for the public until somebody else confirms it.
    """
    proposal, is_new = ProposedRevocation.objects.get_or_create(
        certificate=certificate,
        decision_number=decision_number[:80],
        decision_date=decision_date,
        defaults={
            "ground": ground,
            "source": source,
            "proposed_by": by,
            "proposed_at": timezone.now(),
        },
    )
    return proposal if is_new else None


@transaction.atomic
def propose_extension(
    *,
    certificate: Certificate,
    by: User,
    source: str,
    decision_number: str = "",
    decision_date: date | None = None,
    until: date | None = None,
) -> ProposedExtension | None:
    """Keep that a source calls a certificate extended; None where that was proposed before."""
    proposal, is_new = ProposedExtension.objects.get_or_create(
        certificate=certificate,
        decision_number=decision_number[:80],
        decision_date=decision_date,
        defaults={
            "until": until,
            "source": source,
            "proposed_by": by,
            "proposed_at": timezone.now(),
        },
    )
    return proposal if is_new else None


@transaction.atomic
def confirm_revocation(
    *,
    proposal: ProposedRevocation,
    by: User,
    ground: str = "",
    on: date | None = None,
    reason: str = "",
) -> ProposedRevocation:
    """Revoke the certificate from the day of the decision, or from today where none is named.

    `ground` outranks the one proposed. Raises SameActor for who proposed it, CertificateError for a
    proposal that was decided before, without a ground, or a certificate that cannot be revoked.
    """
    proposal = _open(ProposedRevocation, proposal, by)
    ground = ground or proposal.ground
    if ground not in RevocationGround.values:
        raise CertificateError({"ground": _("Choose one of the six grounds of revocation.")})
    day = on or proposal.decision_date or today()
    if day > today():
        raise CertificateError({"on": _("Choose a day that is not later than today.")})
    revoke_certificate(
        certificate=proposal.certificate,
        ground=ground,
        by=by,
        on=day,
        decision_number=proposal.decision_number,
        reason=reason.strip() or proposal.source,
    )
    proposal.ground = ground
    return _decide(proposal, ProposalState.CONFIRMED, by, reason)


@transaction.atomic
def confirm_extension(
    *, proposal: ProposedExtension, by: User, until: date | None = None, reason: str = ""
) -> ProposedExtension:
    """Extend the certificate to `until`, at most 180 days beyond its end (QĐ 26/2026 Đ.12).

    Raises SameActor for who proposed it, CertificateError for a proposal that was decided before,
    without a day, or a day outside the limit.
    """
    proposal = _open(ProposedExtension, proposal, by)
    day = until or proposal.until
    if day is None:
        raise CertificateError({"until": _("Say until when the certificate is extended.")})
    extend_certificate(
        certificate=proposal.certificate,
        until=day,
        by=by,
        reason=reason.strip() or proposal.source,
    )
    proposal.until = day
    return _decide(proposal, ProposalState.CONFIRMED, by, reason)


def reject_revocation(*, proposal: ProposedRevocation, by: User, reason: str) -> ProposedRevocation:
    """Leave the certificate as it is, and say why; raises as confirm_revocation()."""
    return _reject(ProposedRevocation, proposal, by, reason)


def reject_extension(*, proposal: ProposedExtension, by: User, reason: str) -> ProposedExtension:
    """Leave the certificate as it is, and say why; raises as confirm_extension()."""
    return _reject(ProposedExtension, proposal, by, reason)


@transaction.atomic
def _reject(model: type[P], proposal: P, by: User, reason: str) -> P:
    locked: P = _open(model, proposal, by)
    if not reason.strip():
        raise CertificateError({"reason": _("Say why it is rejected.")})
    return _decide(locked, ProposalState.REJECTED, by, reason)


def _open(model: type[P], proposal: P, by: User) -> P:
    """The proposal, locked; raises for one that `by` may not decide, or that is decided."""
    locked = cast(P, model._default_manager.select_for_update().get(pk=proposal.pk))
    if not locked.is_open:
        raise CertificateError(_("This proposal has been decided already."))
    if locked.proposed_by_id == by.pk:
        raise SameActor(_("Who proposed it may not decide it; ask a second person."))
    return locked


def _decide(proposal: P, state: str, by: User, reason: str) -> P:
    proposal.state = state
    proposal.decided_by, proposal.decided_at = by, timezone.now()
    proposal.reason = reason.strip()[:1000]
    proposal.save()
    return proposal
