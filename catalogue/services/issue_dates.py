"""The day of issue made certain: by a decision that somebody has seen, or by a better source."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.batches import update_rows
from catalogue.certificate_log.entries import LoggedEvent, log_events
from catalogue.clock import today
from catalogue.issuers import without_note_of_dates, without_note_of_ends
from catalogue.models.certificate import Certificate
from catalogue.models.certificate_event import CertificateEvent, EventKind
from catalogue.models.certificate_log import LogEntryKind
from catalogue.models.certificate_terms import (
    EXTENSION_LIMIT,
    LAST_DAY_OF_DISTRICTS,
    CertificateState,
    EvidenceGrade,
    IssuerLevel,
)
from catalogue.models.product import Product
from catalogue.services.certificates import overlaps
from catalogue.services.exceptions import CertificateError, CertificateOverlap, SameActor
from catalogue.signals import products_changed
from theme.formats import day_span, vn_date

#: OCOP began with QĐ 490/QĐ-TTg.
PROGRAMME_START = date(2018, 5, 7)
DATES = (
    *("issued_not_before", "issued_not_after", "evidence", "dates_note"),
    *("valid_from", "valid_until", "possible_until", "decision_number", "decision_date"),
)


def may_be_settled(certificate: Certificate, on: date) -> bool:
    """Whether a decision can still say when it was issued or ends: verified, not over, not proven."""
    over = (CertificateState.SUBMITTED, CertificateState.REVOKED, CertificateState.SUPERSEDED)
    ends_for_certain = certificate.possible_last_day == certificate.last_day
    is_proven = certificate.evidence_grade == EvidenceGrade.DECISION and ends_for_certain
    return certificate.state(on) not in over and not is_proven


@transaction.atomic
def settle_issue_date(
    *,
    certificate: Certificate,
    issued_on: date,
    decision_number: str,
    by: User,
    reason: str = "",
    last_day: date | None = None,
) -> Certificate:
    """Date a certificate by its decision: it then is in force, or ended, for certain.

    36 months run from that day (QĐ 26/2026 Đ.4.3) unless another end was stated; `last_day` is that
    of the decision, needed where the source so far names a month, a year or a time. Raises SameActor
    when the certificate was submitted by the same person, CertificateOverlap when another one of the
    product covers the time, and CertificateError for a certificate that is proven or over already, a
    day of the future, before the programme or after the districts that signed it, no number, and,
    without `reason`, a day outside the bounds known so far.
    """
    Product.objects.select_for_update().only("pk").get(pk=certificate.product_id)
    certificate = Certificate.objects.get(pk=certificate.pk)
    if not may_be_settled(certificate, today()):
        raise CertificateError(_("The day of this certificate is settled, or it is over."))
    if certificate.submitted_by_id == by.pk:
        raise SameActor(_("The person who submitted a certificate may not settle its day."))
    if not decision_number.strip():
        raise CertificateError({"decision_number": _("Give the number of the decision.")})
    if not PROGRAMME_START <= issued_on <= today():
        raise CertificateError({"issued_on": _("Choose the day of the decision, not a later one.")})
    if certificate.issuer_level == IssuerLevel.DISTRICT and issued_on > LAST_DAY_OF_DISTRICTS:
        raise CertificateError({"issued_on": _("There have been no districts since 1 July 2025.")})
    outside = not certificate.issued_not_before <= issued_on <= certificate.issued_not_after
    if outside and not reason.strip():
        message = _("So far the day was known to be %(bounds)s: say why the decision differs.")
        raise CertificateError({"reason": message % {"bounds": _bounds(certificate)}})
    before = _bounds(certificate)
    _date_it(certificate, issued_on, issued_on)
    _settle_end(certificate, last_day)
    certificate.decision_number, certificate.decision_date = decision_number.strip(), issued_on
    certificate.evidence = _("Decision %(number)s of %(date)s") % {
        "number": certificate.decision_number,
        "date": vn_date(issued_on),
    }
    refusal = _refusal(certificate, _others([certificate])[certificate.product_id])
    if refusal:
        raise CertificateOverlap(refusal)
    certificate.full_clean(exclude=["product", "classification", "submitted_by", "verified_by"])
    certificate.save(update_fields=DATES)
    moved = _move_predecessors([certificate])
    said = _("Day of issue: %(before)s → %(after)s.")
    said %= {"before": before, "after": vn_date(issued_on)}
    if last_day is not None:
        said = " ".join([said, _("Last day: %(day)s.") % {"day": vn_date(last_day)}])
    CertificateEvent.objects.create(
        certificate=certificate,
        kind=EventKind.CORRECTED,
        effective_on=issued_on,
        at=timezone.now(),
        actor=by,
        decision_number=certificate.decision_number,
        reason=" ".join(filter(None, [said, reason.strip()])),
    )
    _log([certificate, *moved], by=by)
    return certificate


def states_earlier_end(certificate: Certificate, known: Certificate) -> bool:
    """Whether a source states an end of its own before that of the certificate in the books."""
    return known.valid_until != known.rule_end and known.valid_until < certificate.valid_until


@dataclass(frozen=True)
class DateCorrection:
    """A certificate in the books, and an unsaved one with what is known of its dates now."""

    certificate: Certificate
    known: Certificate


@dataclass
class DatesCorrected:
    """The former values of corrected certificates by key, and those refused with the sentence why."""

    before: dict[int, dict[str, Any]] = field(default_factory=dict)
    refused: list[tuple[Certificate, str]] = field(default_factory=list)


@transaction.atomic
def correct_issue_dates(*, corrections: Sequence[DateCorrection], by: User) -> DatesCorrected:
    """Take over what better sources prove of certificates of different products.

    Those refused stay as they were. Nobody's number, extension or revocation is touched.
    """
    keys = sorted(correction.certificate.product_id for correction in corrections)
    list(Product.objects.filter(pk__in=keys).order_by("pk").select_for_update().only("pk"))
    others = _others([correction.certificate for correction in corrections])
    outcome, corrected, events, moment = DatesCorrected(), [], [], timezone.now()
    for correction in corrections:
        certificate, known = correction.certificate, correction.known
        before = {name: getattr(certificate, name) for name in DATES}
        was = _bounds(certificate)
        _date_it(certificate, known.issued_not_before, known.issued_not_after)
        _end_it(certificate, known)
        certificate.evidence = known.evidence
        certificate.decision_number = certificate.decision_number or known.decision_number
        certificate.decision_date = certificate.decision_date or known.decision_date
        if refusal := _refusal(certificate, others[certificate.product_id]):
            for name, value in before.items():
                setattr(certificate, name, value)
            outcome.refused.append((certificate, refusal))
            continue
        corrected.append(certificate)
        outcome.before[certificate.pk] = before
        said = _("Day of issue: %(before)s → %(after)s.")
        events.append(
            CertificateEvent(
                certificate=certificate,
                kind=EventKind.CORRECTED,
                effective_on=certificate.valid_from,
                at=moment,
                actor=by,
                decision_number=certificate.decision_number,
                reason=said % {"before": was, "after": _bounds(certificate)},
            )
        )
    update_rows(corrected, DATES)
    moved = _move_predecessors(corrected)
    CertificateEvent.objects.bulk_create(events, batch_size=500)
    _log([*corrected, *moved], by=by)
    products_changed.send(Certificate, ids={certificate.product_id for certificate in corrected})
    return outcome


def _log(certificates: Sequence[Certificate], *, by: User) -> None:
    events = [
        LoggedEvent(each, LogEntryKind.CORRECTED, each.valid_from, each.decision_number)
        for each in certificates
    ]
    log_events(events=events, by=by)


def _bounds(certificate: Certificate) -> str:
    return day_span(certificate.issued_not_before, certificate.issued_not_after)


def _date_it(certificate: Certificate, not_before: date, not_after: date) -> None:
    """Set the bounds and what follows from them; an end or a start stated otherwise stays.

    An end that was stated before that of the rule is never after it, and the rule's end of another
    day is not taken where the source's latest end lies before it.
    """
    ends_by_rule = certificate.valid_until == certificate.rule_end
    ends_early = certificate.valid_until < certificate.rule_end
    latest_by_rule = ends_by_rule and certificate.possible_until == certificate.rule_latest
    begins_when_issued = certificate.valid_from == certificate.issued_not_after
    certificate.issued_not_before, certificate.issued_not_after = not_before, not_after
    certificate.dates_note = without_note_of_dates(certificate.dates_note)
    if begins_when_issued or certificate.valid_from < not_after:
        certificate.valid_from = not_after
    outlasts = not latest_by_rule and certificate.possible_until < certificate.rule_end
    if (ends_by_rule and not outlasts) or (
        ends_early and certificate.rule_end < certificate.valid_until
    ):
        certificate.valid_until = certificate.rule_end
    if latest_by_rule:
        certificate.possible_until = certificate.rule_latest
    certificate.complete_dates()


def _settle_end(certificate: Certificate, last_day: date | None) -> None:
    """End a certificate on the last day that its decision states, which the rule's bounds."""
    if last_day is None:
        if certificate.possible_until > certificate.valid_until:
            message = _(
                "The end is known roughly only: give the last day that the decision states."
            )
            raise CertificateError({"last_day": message})
        return
    if not certificate.valid_from < last_day <= certificate.rule_end:
        message = _("Choose a day after the decision, at most 36 months later.")
        raise CertificateError({"last_day": message})
    certificate.valid_until = certificate.possible_until = last_day
    certificate.dates_note = without_note_of_ends(certificate.dates_note)
    if last_day != certificate.rule_end:
        said = _("The decision states %(date)s as its last day.") % {"date": f"{last_day:%d/%m/%Y}"}
        certificate.dates_note = f"{said} {certificate.dates_note}".strip()[:255]


def _end_it(certificate: Certificate, known: Certificate) -> None:
    """Take over an earlier end that a source states; a later one takes nothing back."""
    if states_earlier_end(certificate, known):
        certificate.valid_until, certificate.possible_until = (
            known.valid_until,
            known.possible_until,
        )
        certificate.complete_dates()
    if certificate.valid_until in (certificate.rule_end, known.valid_until):
        certificate.dates_note = known.dates_note


def _refusal(certificate: Certificate, others: list[Certificate]) -> str:
    """Why these dates cannot be; empty when they can."""
    extended, end = certificate.extended_until, certificate.valid_until
    if extended and not end < extended <= end + EXTENSION_LIMIT:
        return _("The extension that was granted does not fit this day.")
    if certificate.valid_until <= certificate.valid_from:
        return _("It would end before it begins.")
    for other in others:
        if other.superseded_by_id == certificate.pk:
            if certificate.valid_from <= other.valid_from:
                return _("The certificate before it would begin later than this one.")
        elif overlaps(certificate, other):
            return _("Another certificate of this product is in force in that time.")
    return ""


def _others(certificates: Sequence[Certificate]) -> dict[int, list[Certificate]]:
    """The other verified certificates of the same products, by product."""
    others: dict[int, list[Certificate]] = {each.product_id: [] for each in certificates}
    own = {certificate.pk for certificate in certificates}
    for other in Certificate.objects.ever_verified().filter(product__in=others):
        if other.pk not in own:
            others[other.product_id].append(other)
    return others


def _move_predecessors(certificates: Sequence[Certificate]) -> list[Certificate]:
    """Let what one of these superseded end on the day it begins; return what was moved."""
    moved, starts = [], {each.pk: each.valid_from for each in certificates}
    for old in Certificate.objects.filter(superseded_by__in=starts):
        start = starts[old.superseded_by_id] if old.superseded_by_id else None
        if old.superseded_on != start:
            old.superseded_on = start
            moved.append(old)
    update_rows(moved, ["superseded_on"])
    return moved
