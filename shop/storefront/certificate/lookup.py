"""Which certificates have a public page, and finding one by what people type."""

import re

from django.db.models import Q

from catalogue.models import Certificate, Product
from catalogue.models.certificate import CertificateQuerySet

_ID = re.compile(r"cn-0*([1-9]\d{0,8})", re.IGNORECASE)


def public_certificates() -> CertificateQuerySet:
    """Certificates that were once public, of products that may be shown, ended ones among them.

    What was taken back with its file keeps its page: the log names it, and says so.
    """
    products = Product.objects.displayable().values("pk")
    once_public = Q(verified_at__isnull=False) | Q(withdrawn_at__isnull=False)
    return Certificate.objects.filter(once_public, product__in=products)


def find_certificate(code: str) -> Certificate | None:
    """Return the certificate of a product code or of an id such as "cn-000123"."""
    certificates = public_certificates().select_related(
        "product__producer", "product__province__region", "product__commune"
    )
    certificates = certificates.select_related("product__former_province", "superseded_by")
    if match := _ID.fullmatch(code):
        return certificates.filter(pk=int(match[1])).first()
    return certificates.filter(code__iexact=code, withdrawn_at__isnull=True).first()
