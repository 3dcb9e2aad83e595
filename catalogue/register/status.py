"""What became of a register entry today: on sale, or why not. Derived when asked, never stored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Prefetch, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import Certificate, Product, RegisterEntry
from catalogue.models.certificate_terms import CertificateState
from catalogue.models.label_rule import refuses_incomplete_labels
from catalogue.models.product import LegalType
from catalogue.policies import (
    alcohol_refusal,
    is_alcohol,
    names_its_producer,
    refusing_label_gaps,
    uncertain_end,
)
from catalogue.register.classify import GROUPS
from catalogue.register.issue_bounds import issue_bounds
from catalogue.register.rows import BELOW_THREE, CERTIFIED, POTENTIAL_FIVE
from catalogue.register.withdrawals import is_end, read_withdrawal
from theme.formats import when

BATCH = 500


class EntryReason(models.TextChoices):
    """Where a row of the register stands, in the order of the report."""

    ON_SALE = "on_sale", gettext_lazy("on sale")
    DISPLAY_MEDICINE = "display_medicine", gettext_lazy("shown, not sold: medicine")
    DISPLAY_SERVICE = "display_service", gettext_lazy("shown, not sold: tourism service")
    DISPLAY_NAMELESS = "display_nameless", gettext_lazy("shown, not sold: producer not named")
    DISPLAY_LABEL = "display_label", gettext_lazy("shown, not sold: label incomplete")
    DISPLAY_ALCOHOL = "display_alcohol", gettext_lazy("shown to adults, not sold: alcohol")
    WITHDRAWN = "withdrawn", gettext_lazy("hidden by the shop")
    UNCERTAIN = "uncertain", gettext_lazy("exact day not known: perhaps in force")
    EXPIRED = "expired", gettext_lazy("certificate expired")
    REVOKED = "revoked", gettext_lazy("certificate revoked")
    REVOKED_BY_SOURCE = "revoked_by_source", gettext_lazy("withdrawn or ended, says the register")
    SUPERSEDED = "superseded", gettext_lazy("certificate superseded")
    NOT_YET_VALID = "not_yet_valid", gettext_lazy("certificate not yet valid")
    UNVERIFIED = "unverified", gettext_lazy("certificate awaiting verification")
    NO_YEAR = "no_year", gettext_lazy("year unknown")
    NOT_PROVEN = "not_proven", gettext_lazy("reported, not proven")
    TWO_STARS = "two_stars", gettext_lazy("below 3 stars")
    NOT_RANKED = "not_ranked", gettext_lazy("no stars stated")
    POTENTIAL_5 = "potential_5", gettext_lazy("potential 5 stars, awaiting the centre")
    UNKNOWN_PLACE = "unknown_place", gettext_lazy("province unknown")
    INVALID = "invalid", gettext_lazy("value not understood")


@dataclass(frozen=True)
class EntryStatus:
    """A reason for software, a sentence for people, and the certificate that decides, if any."""

    reason: EntryReason
    sentence: str
    certificate: Certificate | None = None

    @property
    def stars(self) -> int | None:
        """The stars that may be shown: those of a certificate in force."""
        return self.certificate.stars if self.certificate and self.reason in _STARRED else None


_STARRED = (
    EntryReason.ON_SALE,
    EntryReason.DISPLAY_MEDICINE,
    EntryReason.DISPLAY_SERVICE,
    EntryReason.DISPLAY_NAMELESS,
    EntryReason.DISPLAY_LABEL,
    EntryReason.DISPLAY_ALCOHOL,
)


_ALCOHOL = {
    "alcohol_licence": gettext_lazy(
        "Certified until %(date)s; alcohol is not sold without the shop's licence."
    ),
    "alcohol_strength": gettext_lazy(
        "Certified until %(date)s; alcohol is not sold while its strength is not stated."
    ),
}


def with_status(entries: QuerySet[RegisterEntry]) -> QuerySet[RegisterEntry]:
    """Entries with what entry_status() reads, in a fixed number of queries: for a page of them.

    SQLite takes no more than some hundred products at once; for more there is each_with_status().
    """
    certificates = Prefetch(
        "product__certificates", Certificate.objects.ever_verified(), to_attr="verified"
    )
    products = Product.objects.with_takedowns().with_strength().select_related("producer")
    if refuses_incomplete_labels():
        products = products.with_label()
    product = Prefetch("product", products)
    return entries.prefetch_related(product, certificates)


def each_with_status(entries: QuerySet[RegisterEntry]) -> Iterator[RegisterEntry]:
    """Yield any number of entries with what entry_status() reads, some hundred at a time."""
    return with_status(entries).iterator(chunk_size=BATCH)


def entry_status(entry: RegisterEntry, on: date) -> EntryStatus:
    """Say where an entry stands on that day; the product's certificate decides, not the print.

    On sale means exactly: among Product.objects.for_sale() of adults. What alcohol is may not be
    told before a declaration of age (NĐ 24/2020 Đ.6): pages for everybody leave it out.
    """
    certificates = _certificates(entry.product) if entry.product else []
    in_force = next(
        (certificate for certificate in certificates if certificate.is_in_force(on)), None
    )
    if entry.product and in_force:
        return _certified(entry.product, in_force)
    if certificates:
        return _ended(certificates[0], on)
    return _never(entry)


def _certificates(product: Product) -> list[Certificate]:
    """The verified certificates of a product, the latest first."""
    prefetched = getattr(product, "verified", None)
    certificates: Iterable[Certificate] = (
        prefetched if prefetched is not None else product.certificates.ever_verified()
    )
    return sorted(
        certificates, key=lambda certificate: (certificate.valid_from, certificate.pk), reverse=True
    )


def _certified(product: Product, certificate: Certificate) -> EntryStatus:
    until = _day(certificate.last_day)
    if certificate.possible_last_day > certificate.last_day:
        until = _("at least %(day)s") % {"day": until}
    legal_type = product.legal_type
    if product.is_taken_down:
        sentence = _(
            "Certified until %(date)s; taken off the shop because an authority demands it."
        )
        reason = EntryReason.WITHDRAWN
    elif not product.is_public:
        sentence = _("Certified until %(date)s; not shown by the shop.")
        reason = EntryReason.WITHDRAWN
    elif legal_type == LegalType.MEDICINE:
        sentence = _("Certified until %(date)s; medicine is sold by pharmacies only.")
        reason = EntryReason.DISPLAY_MEDICINE
    elif legal_type == LegalType.SERVICE:
        sentence = _("Certified until %(date)s; visits are arranged with the host.")
        reason = EntryReason.DISPLAY_SERVICE
    elif not names_its_producer(product):
        sentence = _("Certified until %(date)s; not sold while the register names no producer.")
        reason = EntryReason.DISPLAY_NAMELESS
    elif is_alcohol(product) and (unsold := alcohol_refusal(product)) is not None:
        sentence = str(_ALCOHOL[unsold.code])
        reason = EntryReason.DISPLAY_ALCOHOL
    elif refusing_label_gaps(product):
        sentence = _("Certified until %(date)s; not sold while its label is incomplete.")
        reason = EntryReason.DISPLAY_LABEL
    else:
        sentence, reason = _("Certified until %(date)s."), EntryReason.ON_SALE
    return EntryStatus(reason, sentence % {"date": until}, certificate)


def _ended(certificate: Certificate, on: date) -> EntryStatus:
    state = certificate.state(on)
    if state == CertificateState.REVOKED and certificate.revoked_on:
        sentence = _("The certificate was revoked on %(date)s: %(ground)s.") % {
            "date": _day(certificate.revoked_on),
            "ground": certificate.get_revocation_ground_display(),
        }
        return EntryStatus(EntryReason.REVOKED, sentence, certificate)
    if state == CertificateState.SUPERSEDED and certificate.superseded_on:
        sentence = _("The certificate was superseded on %(date)s.")
        sentence %= {"date": _day(certificate.superseded_on)}
        return EntryStatus(EntryReason.SUPERSEDED, sentence, certificate)
    if state == CertificateState.UNCERTAIN:
        return EntryStatus(EntryReason.UNCERTAIN, uncertain_end(certificate), certificate)
    if state == CertificateState.NOT_YET_VALID:
        sentence = _("The certificate is valid from %(date)s.")
        sentence %= {"date": _day(certificate.valid_from)}
        return EntryStatus(EntryReason.NOT_YET_VALID, sentence, certificate)
    sentence = _("The certificate expired %(when)s.") % {
        "when": when(certificate.last_day, certificate.possible_last_day)
    }
    return EntryStatus(EntryReason.EXPIRED, sentence, certificate)


def _never(entry: RegisterEntry) -> EntryStatus:
    """Why a row never led to a certificate."""
    if entry.product_id is not None:
        reason, sentence = EntryReason.UNVERIFIED, _("The certificate has not been verified.")
    elif read_withdrawal(decision=entry.decision, remark=entry.remark, stars=entry.stars):
        reason = EntryReason.REVOKED_BY_SOURCE
        sentence = _("The register says that the certificate was withdrawn.")
    elif is_end(decision=entry.decision, remark=entry.remark, stars=entry.stars):
        reason = EntryReason.REVOKED_BY_SOURCE
        sentence = _("The register says that the certificate has ended.")
    elif entry.stars in BELOW_THREE:
        reason = EntryReason.TWO_STARS
        sentence = _("Rated below 3 stars: such a product gets no certificate.")
    elif entry.stars == "":
        reason = EntryReason.NOT_RANKED
        sentence = _("Named in the register, but the source states no stars.")
    elif entry.stars == POTENTIAL_FIVE:
        reason = EntryReason.POTENTIAL_5
        sentence = _("“Potential 5 stars”: awaiting the decision of the centre; not a rank.")
    elif entry.stars not in CERTIFIED or entry.group not in GROUPS:
        reason = EntryReason.INVALID
        sentence = _("The register holds a value here that is not understood.")
    elif not entry.is_proven:
        reason = EntryReason.NOT_PROVEN
        sentence = _("Reported by a source that does not prove date, stars and holder.")
    elif issue_bounds(entry) is None:
        reason = EntryReason.NO_YEAR
        sentence = _(
            "The source does not prove when it was recognised, so nobody knows until when."
        )
    else:
        reason = EntryReason.UNKNOWN_PLACE
        sentence = _("The province named by the source is not known.")
    return EntryStatus(reason, sentence)


def _day(day: date) -> str:
    return date_format(day, "d/m/Y")
