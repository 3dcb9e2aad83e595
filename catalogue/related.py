"""Which products are related to one, nearest first: the one rule, asked of the database.

search.related_products answers the same from memory where there is an index.
"""

from django.db.models import Case, Value, When

from catalogue.audience import Audience
from catalogue.models import Product
from catalogue.models.product import ProductQuerySet


def of_producer(product: Product, audience: Audience = Audience.PUBLIC) -> ProductQuerySet:
    """Return the goods of the same producer, the product itself among them, best first."""
    if product.producer_id is None:
        return Product.objects.none()
    return (
        Product.objects.public(audience=audience).filter(producer=product.producer_id).best_first()
    )


def of_kind(product: Product, audience: Audience = Audience.PUBLIC) -> ProductQuerySet:
    """Return goods of the same group: of the province first, then of the region, best first."""
    node, province = product.classification, product.province
    if node is None:
        return Product.objects.none()
    near = Case(
        When(province=product.province_id, then=Value(0)),
        When(province__region=province.region_id if province else None, then=Value(1)),
        default=Value(2),
    )
    same = Product.objects.public(audience=audience).filter(
        classification__group=node.group_id or node.pk
    )
    return same.exclude(pk=product.pk).best_first(near)


def of_place(product: Product, audience: Audience = Audience.PUBLIC) -> ProductQuerySet:
    """Return goods of the same province: other kinds first, best first."""
    node = product.classification
    if product.province_id is None:
        return Product.objects.none()
    kin = Case(
        When(classification__group=(node.group_id or node.pk) if node else None, then=Value(1)),
        default=Value(0),
    )
    here = Product.objects.public(audience=audience).filter(province=product.province_id)
    return here.exclude(pk=product.pk).best_first(kin)
