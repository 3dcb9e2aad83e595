"""A file for a new rating: recorded by one person, held over by a second."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.clock import today
from catalogue.models.certificate import Certificate
from catalogue.models.product import Product
from catalogue.models.renewal import Renewal
from catalogue.renewals.deadlines import RenewalDeadlines, may_be_held_over
from catalogue.services.certificates import extend_certificate
from catalogue.services.exceptions import CertificateError


class RenewalError(CertificateError):
    """A renewal file cannot be recorded or confirmed; fit for the person at the screen."""


@transaction.atomic
def record_renewal(
    *, certificate: Certificate, handed_in_on: date, receipt_number: str, by: User, note: str = ""
) -> Renewal:
    """Note that the file for a new rating was handed in; correct it until it has been confirmed.

    Raises RenewalError for an ended certificate, a missing receipt, or a day that is not between
    the opening of the filing window (QĐ 26/2026 Đ.7.6) and today.
    """
    certificate = _lock(certificate.pk)
    _check_current(certificate)
    earlier = Renewal.objects.filter(certificate=certificate).first()
    if earlier is not None and earlier.confirmed_at is not None:
        raise RenewalError(_("The extension is confirmed; the file can no longer be changed."))
    if not receipt_number.strip():
        raise RenewalError({"receipt_number": _("Give the number of the receipt.")})
    days = RenewalDeadlines(certificate.valid_until)
    latest = min(today(), days.extension_limit)
    if not days.filing_opens <= handed_in_on <= latest:
        raise RenewalError(
            {
                "handed_in_on": _("Choose a day from %(start)s to %(latest)s.")
                % {"start": f"{days.filing_opens:%d/%m/%Y}", "latest": f"{latest:%d/%m/%Y}"}
            }
        )
    facts = {"handed_in_on": handed_in_on, "receipt_number": receipt_number.strip(), "note": note}
    facts |= {"recorded_by": by, "recorded_at": timezone.now()}
    return Renewal.objects.update_or_create(certificate=certificate, defaults=facts)[0]


@transaction.atomic
def confirm_extension(*, renewal: Renewal, by: User) -> Certificate:
    """Hold the certificate over until the result, at most 180 days (QĐ 26/2026 Đ.12).

    The extension's reason is the receipt. Raises RenewalError for the person who recorded the file,
    for a second confirmation and for a file to which Đ.12 does not apply.
    """
    certificate = _lock(renewal.certificate_id)
    renewal = Renewal.objects.get(pk=renewal.pk)
    if renewal.confirmed_at is not None:
        raise RenewalError(_("This extension has been confirmed already."))
    if renewal.recorded_by_id == by.pk:
        raise RenewalError(_("The person who recorded the file may not confirm the extension."))
    _check_current(certificate)
    if not can_be_held_over(certificate, renewal):
        raise RenewalError(
            _(
                "This file does not hold the certificate over: QĐ 26/2026 Đ.12 is for certificates"
                " granted before 22/05/2026 whose file came after the filing window."
            )
        )
    until = RenewalDeadlines(certificate.valid_until).extension_limit
    certificate = extend_certificate(
        certificate=certificate, until=until, by=by, reason=extension_reason(renewal)
    )
    renewal.confirmed_by, renewal.confirmed_at = by, timezone.now()
    renewal.save(update_fields=["confirmed_by", "confirmed_at"])
    return certificate


def can_be_held_over(certificate: Certificate, renewal: Renewal) -> bool:
    """Whether QĐ 26/2026 Đ.12 applies to the file; nobody can say so of an end between bounds."""
    is_known = certificate.possible_until == certificate.valid_until
    return is_known and may_be_held_over(
        granted=certificate.valid_from,
        end=certificate.valid_until,
        handed_in=renewal.handed_in_on,
    )


def extension_reason(renewal: Renewal) -> str:
    """The reason that stands in the certificate's history."""
    return _(
        "Renewal file handed in on %(day)s, receipt %(receipt)s; held over until the result"
        " (QĐ 26/2026 Đ.12)."
    ) % {"day": f"{renewal.handed_in_on:%d/%m/%Y}", "receipt": renewal.receipt_number}


def _lock(certificate_id: int) -> Certificate:
    """Hold the product's row, as the services of certificates do, and read the certificate again."""
    product = Product.objects.filter(certificates=certificate_id)
    product.select_for_update(of=("self",)).only("pk").get()
    return Certificate.objects.get(pk=certificate_id)


def _check_current(certificate: Certificate) -> None:
    if not Certificate.objects.current().filter(pk=certificate.pk).exists():
        raise RenewalError(
            _("Only a verified certificate that was not revoked or superseded is renewed.")
        )
