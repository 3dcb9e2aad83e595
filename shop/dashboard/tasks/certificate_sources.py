"""Tasks about certificates: verify, settle a day, file again, hold over, enter the result."""

from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import Certificate, Renewal
from catalogue.models.certificate_in_force import in_force_condition
from catalogue.models.certificate_terms import EXTENSION_LIMIT
from catalogue.renewals.deadlines import (
    FILING_CLOSES,
    FILING_OPENS,
    PROCESSING,
    TRANSITION,
    RenewalDeadlines,
)
from shop.dashboard.tasks.sources import TaskSource, TaskText, day_of
from shop.users.models import User

ENTERS, DECIDES = "catalogue.add_certificate", "catalogue.change_certificate"
#: Nobody who has entered a certificate should wait longer for the second person.
VERIFIED_WITHIN = timedelta(days=5)
WITH_PRODUCT = ("product__producer", "product__province")


def _awaiting_verification(user: User, on: date) -> QuerySet[Certificate]:
    certificates = Certificate.objects.awaiting_verification().exclude(submitted_by=user)
    return certificates.select_related(*WITH_PRODUCT, "submitted_by")


def _verify(certificate: Certificate, on: date) -> TaskText:
    return TaskText(
        title=_title(certificate),
        detail=_detail(certificate),
        why=_("%(name)s entered it; a second person compares it with the decision.")
        % {"name": certificate.submitted_by.get_full_name() or certificate.submitted_by},
        since=day_of(certificate.submitted_at),
        url=_certificate_url("detail", certificate),
        action=_("Compare and verify"),
    )


def _uncertain(user: User, on: date) -> QuerySet[Certificate]:
    """Bounds that matter soon: it may have begun, or ended, or may end within 180 days."""
    bounded = (
        Certificate.objects.current()
        .filter(possible_until__gte=on, extended_until=None)
        .exclude(submitted_by=user)
    )
    is_between = Q(issued_not_before__lt=F("issued_not_after"))
    ends = Q(valid_until__lt=F("possible_until")) & Q(valid_until__lte=on + FILING_OPENS)
    begins = is_between & Q(issued_not_before__lte=on, valid_from__gt=on)
    return bounded.filter(ends | begins).select_related(*WITH_PRODUCT)


def _settle(certificate: Certificate, on: date) -> TaskText:
    words = {
        "first": _day(certificate.issued_not_before),
        "last": _day(certificate.issued_not_after),
        "end": _day(certificate.valid_until),
        "possible": _day(certificate.possible_until),
    }
    if certificate.day_is_exact:
        why = _(
            "Its source names no last day: it ends between %(end)s and %(possible)s, and leaves the"
            " shop after %(end)s. The last day that the decision states settles it."
        )
    elif certificate.valid_until < on:
        why = _(
            "Off sale since it may have ended: issued between %(first)s and %(last)s, so it ends"
            " between %(end)s and %(possible)s. The decision's date settles it."
        )
    else:
        why = _(
            "Issued between %(first)s and %(last)s. Without the decision's date it leaves the shop"
            " after %(end)s."
        )
    return TaskText(
        title=_title(certificate),
        detail=_detail(certificate),
        why=why % words,
        since=_since(certificate, on),
        url=_certificate_url("settle", certificate),
        action=_("Settle the last day")
        if certificate.day_is_exact
        else _("Settle the day of issue"),
    )


def _since(certificate: Certificate, on: date) -> date:
    """Since when it waits: since it left the shop, else since it came into the books."""
    if certificate.valid_until < on:
        return certificate.valid_until + timedelta(days=1)
    return day_of(certificate.submitted_at)


def _without_file(user: User, on: date) -> QuerySet[Certificate]:
    """In force and not filed for; who may settle a day is asked for that first, and once."""
    certificates = Certificate.objects.filter(
        in_force_condition(on), renewal=None, extended_until=None
    )
    if user.has_perm(DECIDES):
        certificates = certificates.filter(possible_until=F("valid_until"))
    return certificates.select_related(*WITH_PRODUCT)


def _filing(user: User, on: date) -> QuerySet[Certificate]:
    window = (on + FILING_CLOSES, on + FILING_OPENS)
    return _without_file(user, on).filter(valid_until__range=window)


def _file(certificate: Certificate, on: date) -> TaskText:
    days = RenewalDeadlines(certificate.valid_until)
    return TaskText(
        title=_title(certificate),
        detail=_detail(certificate),
        why=_(
            "The producer may file for the new rating until %(closes)s (QĐ 26/2026 Đ.7.6); the"
            " certificate ends on %(end)s. No file is recorded yet."
        )
        % {"closes": _day(days.filing_closes), "end": _day(days.end)},
        since=days.filing_opens,
        url=_renewal_url(certificate),
        action=_("Record the renewal file"),
    )


def _ending(user: User, on: date) -> QuerySet[Certificate]:
    return _without_file(user, on).filter(valid_until__lt=on + FILING_CLOSES)


def _end(certificate: Certificate, on: date) -> TaskText:
    days = RenewalDeadlines(certificate.valid_until)
    return TaskText(
        title=_title(certificate),
        detail=_detail(certificate),
        why=_(
            "The filing window closed on %(closes)s and no file is recorded. After %(end)s it leaves"
            " the shop."
        )
        % {"closes": _day(days.filing_closes), "end": _day(days.end)},
        since=days.filing_closes + timedelta(days=1),
        url=_renewal_url(certificate),
        action=_("Record the renewal file"),
    )


def _open_renewals() -> QuerySet[Renewal]:
    current = Q(
        certificate__verified_at__isnull=False,
        certificate__revoked_on=None,
        certificate__superseded_on=None,
    )
    return Renewal.objects.filter(current).select_related(
        *(f"certificate__{path}" for path in WITH_PRODUCT), "recorded_by"
    )


def _to_hold_over(user: User, on: date) -> QuerySet[Renewal]:
    """can_be_held_over() in SQL, for a second person."""
    renewals = _open_renewals().exclude(recorded_by=user)
    return renewals.filter(
        confirmed_at=None,
        certificate__valid_from__lt=TRANSITION,
        certificate__possible_until=F("certificate__valid_until"),
        handed_in_on__gt=F("certificate__valid_until") - FILING_CLOSES,
        certificate__valid_until__gte=on - EXTENSION_LIMIT,
    )


def _hold_over(renewal: Renewal, on: date) -> TaskText:
    certificate = renewal.certificate
    return TaskText(
        title=_title(certificate),
        detail=_detail(certificate),
        why=_(
            "File handed in on %(day)s, receipt %(receipt)s. With your confirmation the certificate"
            " holds until the result, until %(limit)s at the latest (QĐ 26/2026 Đ.12)."
        )
        % {
            "day": _day(renewal.handed_in_on),
            "receipt": renewal.receipt_number,
            "limit": _day(RenewalDeadlines(certificate.valid_until).extension_limit),
        },
        since=day_of(renewal.recorded_at),
        url=reverse("dashboard:renewal-confirm", kwargs={"pk": renewal.pk}),
        action=_("Confirm the extension"),
    )


def _without_result(user: User, on: date) -> QuerySet[Renewal]:
    return _open_renewals().filter(handed_in_on__lt=on - PROCESSING)


def _result(renewal: Renewal, on: date) -> TaskText:
    certificate = renewal.certificate
    due = renewal.handed_in_on + PROCESSING
    return TaskText(
        title=_title(certificate),
        detail=_detail(certificate),
        why=_(
            "File handed in on %(day)s; the result was due on %(due)s (45 days, QĐ 26/2026 Đ.7.6)."
            " Is there a decision?"
        )
        % {"day": _day(renewal.handed_in_on), "due": _day(due)},
        since=due,
        url=reverse("dashboard:certificate-submit", kwargs={"product_pk": certificate.product_id}),
        action=_("Enter the new certificate"),
    )


def _title(certificate: Certificate) -> str:
    return f"{certificate.product.title} · {certificate.stars} ★"


def _detail(certificate: Certificate) -> str:
    product = certificate.product
    parts = (
        product.producer.name if product.producer else "",
        product.province.name if product.province else "",
    )
    return " · ".join(part for part in parts if part)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "–"


def _certificate_url(name: str, certificate: Certificate) -> str:
    return reverse(f"dashboard:certificate-{name}", kwargs={"pk": certificate.pk})


def _renewal_url(certificate: Certificate) -> str:
    return reverse("dashboard:renewal-record", kwargs={"pk": certificate.pk})


CERTIFICATE_SOURCES = (
    TaskSource(
        kind="doi-chieu",
        label=gettext_lazy("Certificates to verify"),
        permissions=(DECIDES,),
        pending=_awaiting_verification,
        text=_verify,
        due="submitted_at",
        grace=VERIFIED_WITHIN,
    ),
    TaskSource(
        kind="chua-ro-ngay",
        label=gettext_lazy("Days of issue to settle"),
        permissions=(DECIDES,),
        pending=_uncertain,
        text=_settle,
        due="valid_until",
    ),
    TaskSource(
        kind="xac-nhan-gia-han",
        label=gettext_lazy("Extensions to confirm"),
        permissions=(DECIDES,),
        pending=_to_hold_over,
        text=_hold_over,
        due="certificate__valid_until",
        provinces=("certificate__product__province",),
    ),
    TaskSource(
        kind="nop-ho-so",
        label=gettext_lazy("Renewal files to record"),
        permissions=(ENTERS, DECIDES),
        pending=_filing,
        text=_file,
        due="valid_until",
        grace=-FILING_CLOSES,
    ),
    TaskSource(
        kind="sap-het",
        label=gettext_lazy("Ending without a file"),
        permissions=(ENTERS, DECIDES),
        pending=_ending,
        text=_end,
        due="valid_until",
    ),
    TaskSource(
        kind="cho-ket-qua",
        label=gettext_lazy("Results that are late"),
        permissions=(ENTERS,),
        pending=_without_result,
        text=_result,
        due="handed_in_on",
        grace=PROCESSING,
        provinces=("certificate__product__province",),
    ),
)
