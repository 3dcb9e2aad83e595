"""Which certificates have a public page, and finding one by what people type."""

import re

from catalogue.models import Certificate, Product
from catalogue.models.certificate import CertificateQuerySet

_ID = re.compile(r"cn-0*([1-9]\d{0,8})", re.IGNORECASE)


def public_certificates() -> CertificateQuerySet:
    """Certificates that were once real, of products that may be shown: ended ones among them."""
    products = Product.objects.displayable().values("pk")
    return Certificate.objects.ever_verified().filter(product__in=products)


def find_certificate(code: str) -> Certificate | None:
    """Return the certificate of a product code or of an id such as "cn-000123"."""
    certificates = public_certificates().select_related(
        "product__producer", "product__province__region", "product__commune"
    )
    certificates = certificates.select_related("product__former_province", "superseded_by")
    if match := _ID.fullmatch(code):
        return certificates.filter(pk=int(match[1])).first()
    return certificates.filter(code__iexact=code).first()
