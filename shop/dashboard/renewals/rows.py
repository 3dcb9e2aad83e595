"""Whose certificates a person is told of, and the plain row of each."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from catalogue.models import Certificate, Renewal
from catalogue.models.certificate import CertificateQuerySet
from catalogue.province_access import own_province_rows
from catalogue.renewals.deadlines import FILING_OPENS, PROCESSING, RenewalDeadlines
from catalogue.renewals.services import can_be_held_over
from shop.partner.access import own_partners
from shop.users.models import User

STAFF = "catalogue.view_certificate"


class RenewalPhase(TextChoices):
    """Where a certificate stands on its way to the next one; derived, never stored."""

    LATER = "later", _("nothing to do yet")
    FILING = "filing", _("time to file")
    LATE = "late", _("filing window closed")
    FILED = "filed", _("renewal handed in")
    EXTENDED = "extended", _("held over until the result")
    UNCERTAIN = "uncertain", _("perhaps ended")
    ENDED = "ended", _("ended")


@dataclass(frozen=True)
class RenewalRow:
    """One certificate with its days; `possible_end` is `days.end` where the day is known.

    With `day_is_exact` a rough end is the source's own: no decision's date settles it.

    `result_due` is the day by which the authority answers, None without a file.
    """

    pk: int
    product: str
    product_pk: int
    producer: str
    province: str
    stars: int
    phase: RenewalPhase
    days: RenewalDeadlines
    possible_end: date
    day_is_exact: bool
    extended_until: date | None
    renewal: Renewal | None
    result_due: date | None
    can_be_held_over: bool

    @property
    def is_bounded(self) -> bool:
        return self.possible_end > self.days.end


def own_certificates(user: User) -> QuerySet[Certificate]:
    """Return current certificates: of the own provinces for staff, else of the own products."""
    if user.has_perm(STAFF):
        return own_province_rows(Certificate.objects.current(), user)
    return producer_certificates(user)


def producer_certificates(user: User) -> QuerySet[Certificate]:
    """Return current certificates of the producers that a person belongs to or sells for."""
    belongs = Q(product__producer__members=user) | Q(
        product__producer__partner__in=own_partners(user)
    )
    own = Certificate.objects.filter(belongs).values("pk")  # twice, where a person is both
    return Certificate.objects.current().filter(pk__in=own)


def with_deadlines(certificates: QuerySet[Certificate], on: date) -> QuerySet[Certificate]:
    """Those about whose end something may still be done, by that end, with what a row needs."""
    lasting = Q(valid_until__gte=on - FILING_OPENS) | Q(possible_until__gte=on)
    related = ("product__producer", "product__province", "renewal")
    return certificates.filter(lasting).select_related(*related).order_by("valid_until", "pk")


def count_to_act_on(user: User, on: date) -> int:
    """Return of how many own certificates the filing has begun and no file is recorded."""
    own = with_deadlines(producer_certificates(user), on)
    return own.filter(valid_until__lte=on + FILING_OPENS, renewal=None, extended_until=None).count()


def renewal_row(certificate: Certificate, on: date) -> RenewalRow:
    product, renewal = certificate.product, getattr(certificate, "renewal", None)
    return RenewalRow(
        pk=certificate.pk,
        product=product.title,
        product_pk=product.pk,
        producer=product.producer.name if product.producer else "",
        province=product.province.name if product.province else "",
        stars=certificate.stars,
        phase=renewal_phase(certificate, renewal, on),
        days=RenewalDeadlines(certificate.valid_until),
        possible_end=max(certificate.possible_until, certificate.valid_until),
        day_is_exact=certificate.day_is_exact,
        extended_until=certificate.extended_until,
        renewal=renewal,
        result_due=renewal.handed_in_on + PROCESSING if renewal else None,
        can_be_held_over=renewal is not None and can_be_held_over(certificate, renewal),
    )


def ending_row(certificates: CertificateQuerySet, on: date) -> RenewalRow | None:
    """Return the row of the current one of a product's certificates, while something may be done."""
    certificate = with_deadlines(certificates.current(), on).first()
    return renewal_row(certificate, on) if certificate else None


def renewal_phase(certificate: Certificate, renewal: Renewal | None, on: date) -> RenewalPhase:
    """Return where a current certificate stands on that day."""
    days = RenewalDeadlines(certificate.valid_until)
    if on > certificate.last_day:
        is_open = on <= certificate.possible_until
        return RenewalPhase.UNCERTAIN if is_open else RenewalPhase.ENDED
    if certificate.extended_until is not None:
        return RenewalPhase.EXTENDED
    if renewal is not None:
        return RenewalPhase.FILED
    if on < days.filing_opens:
        return RenewalPhase.LATER
    return RenewalPhase.FILING if days.is_filing_open(on) else RenewalPhase.LATE
