"""Certifying many products at once, by the rules of one certificate at a time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.batches import update_rows
from catalogue.certificate_log.entries import LoggedEvent, log_events
from catalogue.clock import today
from catalogue.models.certificate import Certificate
from catalogue.models.certificate_event import CertificateEvent, EventKind
from catalogue.models.certificate_log import LogEntryKind
from catalogue.models.product import Product
from catalogue.services.certificates import overlaps
from catalogue.services.exceptions import SameActor
from catalogue.signals import products_changed

BATCH = 1000
_KEYS = ("product", "classification", "submitted_by", "verified_by", "superseded_by")


@dataclass
class Certified:
    """The certificates now in the books, and those refused with the sentence that says why."""

    certificates: list[Certificate] = field(default_factory=list)
    refused: list[tuple[Certificate, str]] = field(default_factory=list)
    superseded: list["Succession"] = field(default_factory=list)
    late: list["Succession"] = field(default_factory=list)


@dataclass(frozen=True)
class Succession:
    """A certificate that ended on the day another of its product began."""

    old: Certificate
    new: Certificate


@transaction.atomic
def certify_in_bulk(
    *, certificates: Sequence[Certificate], submitted_by: User, verified_by: User
) -> Certified:
    """Submit and verify unsaved certificates of different products, with all their history.

    The same rules as submit_certificate() and verify_certificate(): two different people, 36 months
    unless `valid_until` is given with a note, an earlier certificate is superseded, overlaps are
    refused. One that was certainly issued before those in the books is kept as their history (`late`)
    and changes nothing that is in force. One that breaks a rule is returned in `refused` and the
    others go on. Raises SameActor.
    """
    if submitted_by.pk == verified_by.pk:
        raise SameActor(_("The person who submitted a certificate may not verify it."))
    earlier = _lock_and_read({certificate.product_id for certificate in certificates})
    outcome, moment = Certified(), timezone.now()
    for certificate in certificates:
        certificate.submitted_by, certificate.submitted_at = submitted_by, moment
        certificate.verified_by, certificate.verified_at = verified_by, moment
        certificate.complete_dates()
        present = earlier[certificate.product_id]
        successor = _successor(certificate, present)
        refusal = _refusal(certificate, [] if successor else present)
        if refusal:
            outcome.refused.append((certificate, refusal))
            continue
        if successor:
            certificate.superseded_on = successor.valid_from
            certificate.superseded_by = successor
            outcome.late.append(Succession(certificate, successor))
        else:
            _supersede(certificate, present, outcome)
        present.append(certificate)
        outcome.certificates.append(certificate)
    _write(outcome, submitted_by, verified_by, moment)
    return outcome


@transaction.atomic
def take_back_in_bulk(*, certificates: Sequence[Certificate], by: User, reason: str) -> int:
    """Take back certificates that came with a wrong file; return how many others count again.

    Nothing is deleted: the certificate stays with its history, and what it superseded is in force
    again as if it had never come. A revocation is something else: it has a legal ground.
    """
    moment, on = timezone.now(), today()
    _lock_and_read({certificate.product_id for certificate in certificates})
    for certificate in certificates:
        certificate.verified_by = certificate.verified_at = None
        certificate.withdrawn_at = moment
    fields = ["verified_by", "verified_at", "withdrawn_at"]
    update_rows(certificates, fields)
    taken = [certificate.pk for certificate in certificates]
    restored = [
        old
        for start in range(0, len(taken), BATCH)
        for old in Certificate.objects.filter(superseded_by__in=taken[start : start + BATCH])
        if old.withdrawn_at is None
    ]
    for old in restored:
        old.superseded_on = old.superseded_by = None
    update_rows(restored, ["superseded_on", "superseded_by"])
    happened = [
        *((certificate, EventKind.WITHDRAWN) for certificate in certificates),
        *((certificate, EventKind.RESTORED) for certificate in restored),
    ]
    events = [_event(each, kind, on, by, moment, reason) for each, kind in happened]
    CertificateEvent.objects.bulk_create(events, batch_size=BATCH)
    logged = [LoggedEvent(each, LogEntryKind(kind), on) for each, kind in happened]
    log_events(events=logged, by=by)
    products_changed.send(Certificate, ids={each.product_id for each in [*certificates, *restored]})
    return len(restored)


def _lock_and_read(product_ids: set[int]) -> dict[int, list[Certificate]]:
    """Lock the products in a fixed order and read the certificates they ever had."""
    earlier: dict[int, list[Certificate]] = defaultdict(list)
    ids = sorted(product_ids)
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        locked = Product.objects.filter(pk__in=batch).order_by("pk").select_for_update()
        list(locked.values_list("pk", flat=True))
        for certificate in Certificate.objects.ever_verified().filter(product_id__in=batch):
            earlier[certificate.product_id].append(certificate)
    return earlier


def _refusal(new: Certificate, present: list[Certificate]) -> str:
    """Why a certificate cannot be entered beside those present; empty when it can."""
    if new.valid_until != new.rule_end and not new.dates_note.strip():
        return _("Say why the end differs from 36 months after the start.")
    for old in present:
        if old._state.adding:
            return _("This product has a certificate in the same list already.")
        if _is_current(old):
            if new.valid_from <= old.valid_from:
                return _("A newer certificate of this product exists already.")
        elif overlaps(new, old):
            return _("Another certificate of this product is in force in that time.")
    try:
        new.clean_fields(exclude=_KEYS)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _successor(new: Certificate, present: list[Certificate]) -> Certificate | None:
    """The certificate in the books that came after `new`, where that is certain beyond doubt.

    None where no day of issue settles it, where it would overlap with an earlier one, or where
    another is known to stand right before the later one.
    """
    later = [old for old in present if old.valid_from > new.valid_from]
    if not later:
        return None
    successor = min(later, key=lambda old: old.valid_from)
    is_settled = new.issued_not_after < successor.issued_not_before
    is_same = bool(new.decision_number) and new.decision_number == successor.decision_number
    if not is_settled or is_same or successor.revoked_on or successor._state.adding:
        return None
    followed = any(old.superseded_by_id == successor.pk for old in present)
    earlier = (old for old in present if old.valid_from <= new.valid_from)
    return None if followed or any(overlaps(new, old) for old in earlier) else successor


def _is_current(certificate: Certificate) -> bool:
    return certificate.revoked_on is None and certificate.superseded_on is None


def _supersede(new: Certificate, present: list[Certificate], outcome: Certified) -> None:
    """End what was current on the day the new certificate begins."""
    for old in present:
        if _is_current(old):
            old.superseded_on = new.valid_from
            outcome.superseded.append(Succession(old, new))


def _write(outcome: Certified, submitted_by: User, verified_by: User, moment: datetime) -> None:
    """Ends first, because a product has one current certificate; then the new ones and events."""
    olds = [supersession.old for supersession in outcome.superseded]
    update_rows(olds, ["superseded_on"])
    Certificate.objects.bulk_create(outcome.certificates, batch_size=BATCH)
    for supersession in outcome.superseded:
        supersession.old.superseded_by = supersession.new
    update_rows(olds, ["superseded_by"])
    events = [
        _event(certificate, kind, certificate.valid_from, actor, moment)
        for certificate in outcome.certificates
        for kind, actor in ((EventKind.SUBMITTED, submitted_by), (EventKind.VERIFIED, verified_by))
    ]
    events += [
        _event(
            supersession.old, EventKind.SUPERSEDED, supersession.new.valid_from, verified_by, moment
        )
        for supersession in [*outcome.superseded, *outcome.late]
    ]
    CertificateEvent.objects.bulk_create(events, batch_size=BATCH)
    log_events(events=list(_logged(outcome)), by=verified_by)
    touched = {certificate.product_id for certificate in [*outcome.certificates, *olds]}
    products_changed.send(Certificate, ids=touched)


def _logged(outcome: Certified) -> Iterator[LoggedEvent]:
    """One entry for what was submitted and verified at once, one for what it superseded."""
    for certificate in outcome.certificates:
        yield LoggedEvent(
            certificate,
            LogEntryKind.VERIFIED,
            certificate.valid_from,
            certificate.decision_number,
        )
    for succession in [*outcome.superseded, *outcome.late]:
        old, new = succession.old, succession.new
        yield LoggedEvent(old, LogEntryKind.SUPERSEDED, new.valid_from, new.decision_number)


def _event(
    certificate: Certificate,
    kind: EventKind,
    on: date,
    actor: User,
    at: datetime,
    reason: str = "",
) -> CertificateEvent:
    return CertificateEvent(
        certificate=certificate,
        kind=kind,
        effective_on=on,
        at=at,
        actor=actor,
        reason=reason,
    )
