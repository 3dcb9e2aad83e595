"""Which certificates a list shows, and the plain rows it shows of them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.enums import TextChoices
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from catalogue.models import Certificate
from catalogue.models.certificate_in_force import (
    AWAITING_VERIFICATION,
    CURRENT,
    in_force_condition,
    uncertain_condition,
)
from catalogue.models.certificate_terms import CertificateState
from catalogue.text import question, slugify_vi
from theme.formats import day_span


class CertificateFilter(TextChoices):
    """Filters of the list; the words are query-string values."""

    ALL = "", _("All")
    AWAITING = "cho-xac-minh", _("Awaiting verification")
    IN_FORCE = "hieu-luc", _("In force")
    EXPIRING_180 = "con-180", _("Ends within 180 days")
    EXPIRING_120 = "con-120", _("Ends within 120 days")
    EXPIRING_60 = "con-60", _("Ends within 60 days")
    UNCERTAIN = "chua-ro-ngay", _("Perhaps in force")
    EXPIRED = "het-han", _("Expired")
    REVOKED = "thu-hoi", _("Revoked")


@dataclass(frozen=True)
class CertificateRow:
    """One line of the list; `days_left` is None unless the certificate is in force.

    `issued` and `ends` say what is known of the day of issue and of the last day.
    """

    pk: int
    product: str
    producer: str
    stars: int
    code: str
    decision_number: str
    issued: str
    ends: str
    state: CertificateState
    days_left: int | None


def conditions(on: date) -> dict[str, Q]:
    """Return the condition of each filter over certificates annotated with `ends`.

    Renewal is filed between 180 and 120 days before the end (QĐ 26/2026 Đ.7.6), hence the steps.
    """

    def ends_within(days: int) -> Q:
        return CURRENT & Q(valid_from__lte=on, ends__range=(on, on + timedelta(days=days)))

    return {
        CertificateFilter.ALL: Q(),
        CertificateFilter.AWAITING: AWAITING_VERIFICATION,
        CertificateFilter.IN_FORCE: in_force_condition(on),
        CertificateFilter.EXPIRING_180: ends_within(180),
        CertificateFilter.EXPIRING_120: ends_within(120),
        CertificateFilter.EXPIRING_60: ends_within(60),
        CertificateFilter.UNCERTAIN: CURRENT & uncertain_condition(on),
        CertificateFilter.EXPIRED: CURRENT & Q(ends__lt=on, possible_until__lt=on),
        CertificateFilter.REVOKED: Q(verified_at__isnull=False, revoked_on__lte=on),
    }


def select_certificates(
    certificates: QuerySet[Certificate], *, show: str, text: str, on: date
) -> QuerySet[Certificate]:
    """Return those of one filter whose product, producer, code or decision has the text.

    Names match with or without tone marks: addresses of products and producers are folded names.
    Those that end first stand first, except among all of them, where the newest do.
    """
    chosen = (
        _with_end(certificates).filter(conditions(on)[show]).select_related("product__producer")
    )
    text = question(text)
    if text:
        matches = Q(code__icontains=text) | Q(decision_number__icontains=text)
        if slug := slugify_vi(text):
            matches |= Q(product__slug__contains=slug) | Q(product__producer__slug__contains=slug)
        chosen = chosen.filter(matches)
    if show in (CertificateFilter.ALL, CertificateFilter.AWAITING):
        return chosen.order_by("-submitted_at", "-pk")
    return chosen.order_by("ends", "pk")


def count_certificates(certificates: QuerySet[Certificate], on: date) -> dict[str, int]:
    """Return how many of the certificates each filter holds, in one query."""
    counts = {f"n{i}": Count("pk", filter=q) for i, q in enumerate(conditions(on).values())}
    totals = _with_end(certificates).aggregate(**counts)
    return {show: totals[f"n{i}"] for i, show in enumerate(conditions(on))}


def certificate_row(certificate: Certificate, on: date) -> CertificateRow:
    """Return the plain row of a certificate as of that day."""
    producer = certificate.product.producer
    return CertificateRow(
        pk=certificate.pk,
        product=certificate.product.title,
        producer=producer.name if producer else "",
        stars=certificate.stars,
        code=certificate.code,
        decision_number=certificate.decision_number,
        issued=day_span(certificate.issued_not_before, certificate.issued_not_after),
        ends=day_span(certificate.last_day, certificate.possible_last_day),
        state=certificate.state(on),
        days_left=(certificate.last_day - on).days if certificate.is_in_force(on) else None,
    )


def _with_end(certificates: QuerySet[Certificate]) -> QuerySet:
    return certificates.alias(ends=Coalesce("extended_until", "valid_until"))
