"""The public record of one certificate: what it says, what became of it, what was true on a day."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.clock import today
from catalogue.day_fields import DayField
from catalogue.issuers import local_dates_note, local_issuer, parted_note
from catalogue.labels import Fact
from catalogue.models import Certificate
from catalogue.models.certificate import CertificateQuerySet
from catalogue.models.certificate_terms import CertificateState, EvidenceGrade
from catalogue.paths import certificate_path, producer_path, report_star_path
from shop.storefront.certificate.history import HistoryItem, certificate_history
from shop.storefront.certificate.state_sentences import state_sentence
from shop.storefront.product.facts import origin_facts
from theme.formats import day_span, vn_date
from theme.links import Link

DAY_PARAMETER = "ngay"
_IN_FORCE = (CertificateState.VALID, CertificateState.EXTENDED)


class DayForm(forms.Form):
    """The day that is asked about: from a calendar, or typed as dd/mm/yyyy."""

    ngay = DayField(
        label=gettext_lazy("What was true on"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "invalid": gettext_lazy("That is no day of the calendar. Write it as 25/11/2026.")
        },
    )


@dataclass(frozen=True, slots=True)
class DayAnswer:
    """What was true of a certificate and its product on one day."""

    on: date
    sentence: str
    in_force: bool
    other: Link | None


@dataclass(frozen=True, slots=True)
class CertificateRecord:
    """What storefront/certificate/detail.html reads; `seal` is "in_force", "ended" or "".

    `product_url` and `report_url` are empty for a product that has no page any more.
    """

    public_id: str
    title: str
    product_url: str
    report_url: str
    producer: Link | None
    stars: int
    seal: str
    is_sourced: bool
    state: str
    sentence: str
    facts: list[Fact]
    origin: list[Fact]
    history: list[HistoryItem]
    others: list[Link]


def asked_day(query: QueryDict) -> tuple[DayForm, date | None]:
    """Return the form, and the day that was asked about if it is one."""
    if DAY_PARAMETER not in query:
        return DayForm(), None
    form = DayForm(query)
    return form, form.cleaned_data[DAY_PARAMETER] if form.is_valid() else None


def day_answer(certificate: Certificate, on: date) -> DayAnswer:
    """Return what was true on a day, with the other certificate of the product in force then."""
    in_force = certificate.is_in_force(on)
    other = None if in_force else _siblings(certificate).in_force(on).first()
    return DayAnswer(
        on=on,
        sentence=state_sentence(certificate, on),
        in_force=in_force,
        other=_link(other) if other else None,
    )


def certificate_record(certificate: Certificate) -> CertificateRecord:
    """Return the record of a certificate found by find_certificate(), as of today."""
    product, on = certificate.product, today()
    state = certificate.state(on)
    producer = product.producer
    has_page = has_product_page(certificate)
    return CertificateRecord(
        public_id=certificate.public_id,
        title=product.title,
        product_url=product.get_absolute_url() if has_page else "",
        report_url=report_star_path(product.slug) if has_page else "",
        producer=Link(producer.name, producer_path(producer.slug))
        if producer and producer.name_is_stated
        else None,
        stars=certificate.stars,
        seal=_seal(state),
        is_sourced=certificate.evidence_grade == EvidenceGrade.DATED_SOURCE,
        state=str(state.label),
        sentence=state_sentence(certificate, on),
        facts=_facts(certificate, on),
        origin=origin_facts(product, on),
        history=certificate_history(certificate),
        others=[_link(other) for other in _siblings(certificate)],
    )


def has_product_page(certificate: Certificate) -> bool:
    """Whether its product is still shown: not where it came and went with one register file."""
    return certificate.verified_at is not None or _siblings(certificate).exists()


def _seal(state: CertificateState) -> str:
    """A seal is no ornament: where nothing is certain, or nothing began, there is none."""
    if state in _IN_FORCE:
        return "in_force"
    return "" if state in (CertificateState.UNCERTAIN, CertificateState.NOT_YET_VALID) else "ended"


def _siblings(certificate: Certificate) -> CertificateQuerySet:
    same_product = Certificate.objects.ever_verified().filter(product=certificate.product_id)
    return same_product.exclude(pk=certificate.pk)


def _link(certificate: Certificate) -> Link:
    text = _("%(stars)d stars, %(first)s – %(last)s") % {
        "stars": certificate.stars,
        "first": vn_date(certificate.valid_from),
        "last": vn_date(certificate.last_day),
    }
    return Link(text, certificate_path(certificate.public_id))


def _facts(certificate: Certificate, on: date) -> list[Fact]:
    decision = certificate.decision_number
    if decision and certificate.decision_date:
        decision = f"{decision}, {vn_date(certificate.decision_date)}"
    unknown = _("not known to us")
    of_dates, of_issuer = map(local_dates_note, parted_note(certificate.dates_note))
    facts = [
        Fact(_("Decision"), decision or unknown),
        Fact(_("Product code"), certificate.code or unknown),
        Fact(_("Issued by"), local_issuer(certificate.issuer) or unknown, note=of_issuer),
        Fact(_("Level"), certificate.get_issuer_level_display()),
        Fact(
            _("Day of recognition"),
            day_span(certificate.issued_not_before, certificate.issued_not_after),
            note="" if certificate.day_is_exact else _("The day itself is not known."),
        ),
        Fact(
            _("Last day"),
            day_span(certificate.last_day, certificate.possible_last_day),
            note=of_dates,
        ),
        Fact(_("How well it is proven"), _grade(certificate), note=certificate.evidence),
    ]
    if certificate.extended_until:
        facts.append(Fact(_("Extended until"), vn_date(certificate.extended_until)))
    if certificate.revoked_on:
        ground = certificate.get_revocation_ground_display()
        facts.append(Fact(_("Revoked from"), vn_date(certificate.revoked_on), note=ground))
    if certificate.superseded_on and certificate.superseded_by:
        successor = certificate.superseded_by
        url = certificate_path(successor.public_id) if successor.verified_at else ""
        facts.append(Fact(_("Superseded from"), vn_date(certificate.superseded_on), url=url))
    if certificate.source:
        facts.append(Fact(_("Source"), certificate.source))
    return facts


def _grade(certificate: Certificate) -> str:
    if certificate.evidence_grade == EvidenceGrade.DECISION:
        return _("by the decision: its number and day are known")
    return _("by a dated public source; the decision itself is not known in full")
