"""The life of a certificate: submitted, verified, extended, revoked, superseded."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.certificate_log.entries import LoggedEvent, log_events
from catalogue.clock import today
from catalogue.models.certificate import Certificate
from catalogue.models.certificate_event import CertificateEvent, EventKind
from catalogue.models.certificate_log import LogEntryKind
from catalogue.models.certificate_terms import EXTENSION_LIMIT, CertificateState, RevocationGround
from catalogue.models.product import Product
from catalogue.services.exceptions import CertificateError, CertificateOverlap, SameActor


def _record(certificate: Certificate, kind: EventKind, *, by: User, on: date, **facts: str) -> None:
    """Note an event for the staff, and in the log that everybody may check."""
    CertificateEvent.objects.create(
        certificate=certificate, kind=kind, effective_on=on, at=timezone.now(), actor=by, **facts
    )
    decision = facts.get("decision_number", "")
    log_events(events=[LoggedEvent(certificate, LogEntryKind(kind.value), on, decision)], by=by)


def _lock_product(product_id: int) -> Product:
    return Product.objects.select_for_update().get(pk=product_id)


def _lock(certificate: Certificate) -> Certificate:
    _lock_product(certificate.product_id)
    return Certificate.objects.get(pk=certificate.pk)


@transaction.atomic
def submit_certificate(
    *,
    product: Product,
    stars: int,
    issuer_level: str,
    valid_from: date,
    by: User,
    issued_not_before: date | None = None,
    issued_not_after: date | None = None,
    valid_until: date | None = None,
    dates_note: str = "",
    **facts: Any,
) -> Certificate:
    """Enter a certificate for verification; it stands behind no star yet.

    Without bounds it was issued on `valid_from`. Without `valid_until` it certainly ends 36 months
    after the earliest day of issue, clamped to the month's end (QĐ 26/2026 Đ.4.3). Another end needs
    `dates_note`, bounds need `evidence`. Raises CertificateError when a rule of the model is broken.
    `facts`: code, decision_number, decision_date, issuer, classification, scan, source, evidence.
    """
    known: dict[str, Any] = {
        "issued_not_before": issued_not_before,
        "issued_not_after": issued_not_after,
        "valid_until": valid_until,
    }
    certificate = Certificate(
        product=product,
        stars=stars,
        issuer_level=issuer_level,
        valid_from=valid_from,
        dates_note=dates_note,
        submitted_by=by,
        submitted_at=timezone.now(),
        **known,
        **facts,
    )
    certificate.complete_dates()
    if certificate.valid_until != certificate.rule_end and not dates_note.strip():
        raise CertificateError(_("Say why the end differs from 36 months after the start."))
    certificate.full_clean()
    certificate.save()
    _record(certificate, EventKind.SUBMITTED, by=by, on=valid_from)
    return certificate


@transaction.atomic
def verify_certificate(*, certificate: Certificate, by: User) -> Certificate:
    """Put a submitted certificate in force; what was current before is superseded.

    Raises SameActor when the verifier submitted it, CertificateOverlap when the product has
    a later certificate, CertificateError when it was verified already.
    """
    certificate = _lock(certificate)
    if certificate.verified_at is not None:
        raise CertificateError(_("This certificate has been verified already."))
    if certificate.withdrawn_at is not None:
        raise CertificateError(_("This certificate was taken back with its register file."))
    if certificate.submitted_by_id == by.pk:
        raise SameActor(_("The person who submitted a certificate may not verify it."))
    for earlier in Certificate.objects.current().filter(product_id=certificate.product_id):
        supersede(certificate=earlier, successor=certificate, by=by)
    ended = Certificate.objects.ever_verified().filter(product_id=certificate.product_id)
    if any(overlaps(certificate, other) for other in ended):
        raise CertificateOverlap(_("Another certificate of this product is in force in that time."))
    certificate.verified_by = by
    certificate.verified_at = timezone.now()
    certificate.save(update_fields=["verified_by", "verified_at"])
    _record(certificate, EventKind.VERIFIED, by=by, on=certificate.valid_from)
    return certificate


def overlaps(new: Certificate, old: Certificate) -> bool:
    """Whether both would be in force on one day; an old one that ended before counts to its end."""
    ends = [day for day in (old.revoked_on, old.superseded_on) if day]
    if ends and min(ends) <= new.valid_from:
        return False
    return old.last_day >= new.valid_from and old.valid_from <= new.last_day


@transaction.atomic
def supersede(*, certificate: Certificate, successor: Certificate, by: User) -> Certificate:
    """End a certificate on the day its successor begins.

    Raises CertificateOverlap when the successor does not begin later: history is not rewritten.
    """
    if successor.valid_from <= certificate.valid_from:
        raise CertificateOverlap(_("A newer certificate of this product exists already."))
    certificate.superseded_on = successor.valid_from
    certificate.superseded_by = successor
    certificate.save(update_fields=["superseded_on", "superseded_by"])
    _record(
        certificate,
        EventKind.SUPERSEDED,
        by=by,
        on=successor.valid_from,
        decision_number=successor.decision_number,
    )
    return certificate


@transaction.atomic
def extend_certificate(
    *, certificate: Certificate, until: date, by: User, reason: str
) -> Certificate:
    """Keep a certificate in force while its re-assessment is pending, at most 180 days (QĐ 26/2026 Đ.12).

    Raises CertificateError for an ended certificate, a missing reason or a day outside the limit.
    """
    certificate = _lock(certificate)
    if certificate.state(today()) not in (
        CertificateState.VALID,
        CertificateState.EXTENDED,
        CertificateState.UNCERTAIN,
        CertificateState.EXPIRED,
    ):
        raise CertificateError(
            _("Only a certificate that was not revoked or superseded can be extended.")
        )
    if not reason.strip():
        raise CertificateError(_("Give the reason of the extension."))
    if not certificate.valid_until < until <= certificate.valid_until + EXTENSION_LIMIT:
        raise CertificateError(
            _("An extension ends after the certificate and at most 180 days later.")
        )
    certificate.extended_until = until
    certificate.save(update_fields=["extended_until"])
    _record(certificate, EventKind.EXTENDED, by=by, on=until, reason=reason)
    return certificate


@transaction.atomic
def revoke_certificate(
    *,
    certificate: Certificate,
    ground: str,
    by: User,
    on: date | None = None,
    decision_number: str = "",
    reason: str = "",
) -> Certificate:
    """Revoke from `on` (today): the star is gone on the next request (QĐ 26/2026 Đ.8).

    Raises CertificateError for an unknown ground or a certificate that is not verified or already revoked.
    """
    certificate = _lock(certificate)
    if ground not in RevocationGround.values:
        raise CertificateError(_("Choose one of the six grounds of revocation."))
    if certificate.verified_at is None or certificate.revoked_on is not None:
        raise CertificateError(
            _("Only a verified certificate that is not revoked yet can be revoked.")
        )
    certificate.revoked_on = on or today()
    certificate.revocation_ground = ground
    certificate.save(update_fields=["revoked_on", "revocation_ground"])
    _record(
        certificate,
        EventKind.REVOKED,
        by=by,
        on=certificate.revoked_on,
        decision_number=decision_number,
        reason=reason,
    )
    return certificate
