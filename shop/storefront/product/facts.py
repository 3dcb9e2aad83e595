"""What a product page states: the certificate, the origin and the label, as plain objects."""

import datetime
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue.cards import is_sourced, local_name
from catalogue.issuers import local_dates_note, local_issuer
from catalogue.labels import Fact
from catalogue.models import Certificate, Designation, Product
from catalogue.models.certificate_event import EventKind
from catalogue.models.certificate_terms import CertificateState, IssuerLevel
from catalogue.paths import certificate_path, province_path, region_path
from catalogue.quantities import unit_price
from catalogue.seasons import is_in_season, season_words
from catalogue.text import fold
from theme.formats import day_span, dong, vn_date
from theme.packaging_units import local_unit

#: The day QĐ 26/2026/QĐ-TTg began, whose article 8 says who revokes.
REVOKED_BY_CHAIRMEN_SINCE = datetime.date(2026, 5, 22)

#: The first and the last day on which something may have happened.
DayBounds = tuple[datetime.date, datetime.date]


@dataclass(frozen=True, slots=True)
class CertificateHistoryItem:
    """One certificate of the history: when it was issued and ended, as far as known, and why."""

    stars: int
    decision: str
    issued: str
    ended: str
    note: str
    record_url: str


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What a certificate says; `state` is "in_force", "coming", "uncertain", "ended" or "pending".

    `valid_from` and `valid_until` are certain. `issued` and `ends` say in words what is known of the
    day of issue and of the last day; `ended_on` and `ended_by` bound the day on which it ended.
    `is_sourced` is the lesser grade of evidence: a dated public source, which is `evidence`.
    """

    stars: int
    state: str
    code: str
    decision: str
    decided_on: datetime.date | None
    issuer: str
    level: str
    valid_from: datetime.date
    valid_until: datetime.date
    possible_until: datetime.date
    issued: str
    ends: str
    is_exact: bool
    is_sourced: bool
    evidence: str
    ended_on: datetime.date | None
    ended_by: datetime.date | None
    reason: str
    note: str
    authority: str
    check_url: str
    record_url: str
    history: list[CertificateHistoryItem]


def certificate_facts(
    verified: list[Certificate], in_force: list[Certificate], on: datetime.date
) -> CertificateFacts | None:
    """Return the certificate in force, or else the last there was, with the others as history."""
    shown = next(iter(in_force or verified), None)
    if shown is None:
        return None
    state = shown.state(on)
    page_state = _page_state(in_force, state)
    ended = _ended(shown, state) if page_state == "ended" else (None, None)
    return CertificateFacts(
        stars=shown.stars,
        state=page_state,
        code=shown.code,
        decision=shown.decision_number,
        decided_on=shown.decision_date,
        issuer=local_issuer(shown.issuer),
        level=shown.get_issuer_level_display(),
        valid_from=shown.valid_from,
        valid_until=shown.last_day,
        possible_until=shown.possible_last_day,
        issued=day_span(shown.issued_not_before, shown.issued_not_after),
        ends=day_span(shown.last_day, shown.possible_last_day),
        is_exact=shown.day_is_exact,
        is_sourced=is_sourced(shown),
        evidence=shown.evidence or shown.source,
        ended_on=ended[0],
        ended_by=ended[1],
        reason=_reason(shown, state),
        note=_certificate_note(shown, state),
        authority=_authority(shown, state),
        check_url=_check_url(shown),
        record_url=certificate_path(shown.public_id),
        history=[
            _history_item(certificate, on) for certificate in verified if certificate.pk != shown.pk
        ],
    )


def without_records(facts: CertificateFacts) -> CertificateFacts:
    """Return the facts without links to the open record, which leaves out what is for adults alone."""
    history = [replace(item, record_url="") for item in facts.history]
    return replace(facts, record_url="", history=history)


def _page_state(in_force: list[Certificate], state: CertificateState) -> str:
    """A certificate whose first day is still to come has not ended: nothing may say so."""
    if in_force:
        return "in_force"
    states = {CertificateState.NOT_YET_VALID: "coming", CertificateState.UNCERTAIN: "uncertain"}
    return states.get(state, "ended")


def why_ended(certificate: Certificate, on: datetime.date) -> tuple[DayBounds, str]:
    """Return when a certificate that is not in force ended, as far as known, and why in words."""
    state = certificate.state(on)
    return _ended(certificate, state), _reason(certificate, state)


def _ended(certificate: Certificate, state: CertificateState) -> DayBounds:
    """A certificate that had run out before its successor began ended on its own last day."""
    first, last = certificate.last_day, certificate.possible_last_day
    if state == CertificateState.REVOKED and certificate.revoked_on:
        return certificate.revoked_on, certificate.revoked_on
    if state == CertificateState.SUPERSEDED and certificate.superseded_on:
        return min(certificate.superseded_on, first), min(certificate.superseded_on, last)
    return first, last


def _authority(certificate: Certificate, state: CertificateState) -> str:
    """Return by whom a certificate was revoked: the decision, and who signs such (QĐ 26/2026 Đ.8)."""
    if state != CertificateState.REVOKED:
        return ""
    revoked = [event for event in certificate.events.all() if event.kind == EventKind.REVOKED]
    number = next((event.decision_number for event in revoked), "")
    if certificate.revoked_on and certificate.revoked_on < REVOKED_BY_CHAIRMEN_SINCE:
        return number
    minister = certificate.issuer_level == IssuerLevel.CENTRAL
    signer = (
        _("Minister of Agriculture and Environment")
        if minister
        else _("Chairman of the provincial People's Committee")
    )
    return f"{signer}, {number}" if number else signer


def _check_url(certificate: Certificate) -> str:
    number = certificate.code or certificate.decision_number
    query = urlencode({"q": number})
    return f"{reverse('star_check')}?{query}" if number else reverse("star_check")


def _reason(certificate: Certificate, state: CertificateState) -> str:
    reasons = {
        CertificateState.UNCERTAIN: (
            _("Its source states no day on which it ends: nobody can say whether it still holds.")
            if certificate.day_is_exact
            else _("Until the decision's own day is known, nobody can say whether it still holds.")
        ),
        CertificateState.EXPIRED: _("The certificate reached its end and no newer one is known."),
        CertificateState.NOT_YET_VALID: _("The certificate is not valid yet."),
        CertificateState.SUPERSEDED: _("A newer certificate took its place."),
    }
    if state == CertificateState.REVOKED:
        ground = certificate.get_revocation_ground_display()
        return _("Revoked: %(ground)s.") % {"ground": ground}
    return reasons.get(state, "")


def _certificate_note(certificate: Certificate, state: CertificateState) -> str:
    notes = [local_dates_note(certificate.dates_note)]
    if state == CertificateState.EXTENDED:
        notes.append(
            _("Extended until %(day)s while its re-assessment is pending.")
            % {"day": vn_date(certificate.extended_until)}
        )
    return " ".join(filter(None, notes))


def _history_item(certificate: Certificate, on: datetime.date) -> CertificateHistoryItem:
    return CertificateHistoryItem(
        stars=certificate.stars,
        decision=certificate.decision_number,
        issued=day_span(certificate.issued_not_before, certificate.issued_not_after),
        ended=day_span(*_ended(certificate, certificate.state(on))),
        note=_reason(certificate, certificate.state(on)),
        record_url=certificate_path(certificate.public_id),
    )


def origin_facts(product: Product, on: datetime.date) -> list[Fact]:
    """Return where it comes from in the units of today, and what a label may still say."""
    facts, province = [], product.province
    province_title, commune_title = _titles(product, on)
    if commune_title:
        facts.append(Fact(_("Commune"), capfirst(commune_title)))
    if province is not None:
        url = province_path(province.slug)
        local = province_title.replace(province.name, local_name(province))
        facts.append(Fact(_("Province"), capfirst(local), url=url))
        region = province.region
        url = region_path(region.slug)
        facts.append(Fact(_("Region"), local_name(region), url=url))
    old_origin = label_origin_text(product)
    if old_origin:
        note = _("Old names are lawful on labels for two years after the change.")
        facts.append(Fact(_("The label may still say"), capfirst(old_origin), note=note))
    if words := season_words(product.season_months):
        note = "" if is_in_season(product, on) else _("Out of season now.")
        facts.append(Fact(_("Season"), capfirst(words), note=note))
    if product.producer and product.producer.address:
        facts.append(Fact(_("Made at"), product.producer.address))
    return facts


def _titles(product: Product, on: datetime.date) -> tuple[str, str]:
    """Return what the province and the commune are called on that day, in one query for both."""
    province, commune = product.province, product.commune
    is_of_product = Q(province__isnull=False, province=product.province_id)
    is_of_product |= Q(commune__isnull=False, commune=product.commune_id)
    titles = {
        (designation.province_id, designation.commune_id): designation.title
        for designation in Designation.objects.in_force(on).filter(is_of_product)
    }
    return (
        titles.get((province.pk, None), province.name) if province else "",
        titles.get((None, commune.pk), commune.name) if commune else "",
    )


def label_origin_text(product: Product) -> str:
    """Return the place in the names of before July 2025, empty where they are those of today."""
    former, label_origin = product.former_province, product.label_origin
    if former is None or fold(former.name) in fold(label_origin):
        return label_origin
    if label_origin:
        return f"{label_origin}, {former.name}"
    renamed = product.province is None or former.name != product.province.name
    return former.name if renamed else ""


def price_detail(price: int | None, unit: str) -> str:
    """Return the price of a kilogram, a litre or a piece, when the unit says how much it holds."""
    if price is None:
        return ""
    measure = unit_price(price, unit)
    if measure is None:
        return _("tax included")
    text = _("%(price)s/%(unit)s") % {
        "price": dong(measure[0]),
        "unit": local_unit(measure[1]),
    }
    return f"{text}, {_('tax included')}"
