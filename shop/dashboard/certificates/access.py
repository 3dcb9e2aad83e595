"""Whose certificates and products somebody may see and touch: those of the own provinces."""

from django.db.models import QuerySet

from catalogue.models import Certificate, Product
from catalogue.province_access import own_province_rows
from shop.users.models import User


def visible_certificates(user: User) -> QuerySet[Certificate]:
    """Return the certificates of products of the provinces that a person acts for."""
    return own_province_rows(Certificate.objects.all(), user)


def visible_products(user: User) -> QuerySet[Product]:
    """Return the products, variants apart, of the provinces that a person acts for."""
    products = Product.objects.exclude(structure=Product.CHILD)
    return own_province_rows(
        products.select_related("producer", "province"), user, province="province"
    )
