"""Entering and ending a certificate once, however often the button is pressed."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalogue.models import Certificate, Product
from catalogue.services.certificates import submit_certificate
from catalogue.services.exceptions import CertificateError
from shop.users.models import User

IDENTIFYING_FIELDS = ("stars", "issued_not_before", "issued_not_after", "code", "decision_number")


@transaction.atomic
def submit_once(*, product: Product, by: User, **facts: Any) -> Certificate:
    """Submit a certificate, or return the same one that this person has just submitted.

    The product is locked, so that two presses of the button meet one after the other. Raises
    CertificateError when the code belongs to another certificate or a rule is broken.
    """
    lock_product(product.pk)
    same = Certificate.objects.awaiting_verification().filter(
        product=product, submitted_by=by, **{name: facts[name] for name in IDENTIFYING_FIELDS}
    )
    if earlier := same.first():
        return earlier
    if facts["code"] and Certificate.objects.filter(code=facts["code"]).exists():
        raise CertificateError({"code": _("This code belongs to another certificate already.")})
    try:
        with transaction.atomic():
            return submit_certificate(product=product, by=by, **facts)
    except IntegrityError as error:
        raise CertificateError(
            _("Somebody else has just entered this certificate. Look at the list.")
        ) from error


def lock_product(pk: int) -> None:
    """Hold the product's row until the transaction ends, as the services of certificates do."""
    Product.objects.select_for_update().only("pk").get(pk=pk)
