"""Related products, read with what their cards and the product's page show."""

from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from catalogue.audience import Audience
from catalogue.clock import today
from catalogue.models import Certificate, Product
from catalogue.models.product import SHOWN_ON_CARDS, ProductQuerySet
from catalogue.related import of_kind, of_place, of_producer
from search.related_products import RelatedKeys, related_keys
from shop.partner.models import StockRecord

ROW = 4
#: What product_cards() would ask for row by row; the rest is read once for all rows.
CARD_PARTS = ("producer", "province__region", "classification")


@dataclass(frozen=True, slots=True)
class RelatedProducts:
    """Public products of the same producer, group and province; see RelatedKeys."""

    same_producer: list[Product]
    same_group: list[Product]
    same_province: list[Product]
    producer_product_count: int

    @property
    def all(self) -> list[Product]:
        """All of them, row by row."""
        return [*self.same_producer, *self.same_group, *self.same_province]


def read_related_products(
    product: Product, audience: Audience = Audience.PUBLIC
) -> tuple[list[Certificate], RelatedProducts]:
    """Return the product's certificates, the newest first, and at most two rows of ROW products.

    A certified product is followed by its group, nearest first, and by other goods of its province;
    one that is not any more by what else its producer has, and by its group. What their cards and
    the page show is read.
    """
    keys = related_keys(product, ROW, audience)
    related = _public_products(keys, audience) if keys else None
    certificates: dict[int, list[Certificate]] = {}
    if related is None:
        certificates = _read_certificates([product])
        in_force = any(each.is_in_force(today()) for each in certificates[product.pk])
        related = _related_from_database(product, certified=in_force, audience=audience)
    products = [product, *related.all]
    unread = [each for each in products if each.pk not in certificates]
    certificates |= _read_certificates(unread)
    sellers = StockRecord.objects.select_related("partner__producer__province")
    prefetch_related_objects(products, Prefetch("stockrecords", sellers), "images")
    for other in related.all:
        other.certificates_in_force = [
            certificate
            for certificate in certificates[other.pk]
            if certificate.is_in_force(today())
        ]
    return certificates[product.pk], related


def _read_certificates(products: list[Product]) -> dict[int, list[Certificate]]:
    """Return the verified certificates of each product, the newest first; one query."""
    by_product: dict[int, list[Certificate]] = {product.pk: [] for product in products}
    if products:
        newest = Certificate.objects.ever_verified().order_by("-valid_from", "-pk")
        for certificate in newest.filter(product__in=by_product.keys()):
            by_product[certificate.product_id].append(certificate)
    return by_product


def _public_products(keys: RelatedKeys, audience: Audience) -> RelatedProducts | None:
    """Return the products of these keys; None where one of them is not public by now."""
    rows = (keys.same_producer, keys.same_group, keys.same_province)
    wanted = {pk for row in rows for pk in row}
    public = Product.objects.public(audience=audience).filter(pk__in=wanted).order_by()
    products = {product.pk: product for product in _for_cards(public)}
    if len(products) < len(wanted):
        return None
    return RelatedProducts(
        same_producer=[products[pk] for pk in keys.same_producer],
        same_group=[products[pk] for pk in keys.same_group],
        same_province=[products[pk] for pk in keys.same_province],
        producer_product_count=keys.producer_product_count,
    )


def _related_from_database(
    product: Product, *, certified: bool, audience: Audience
) -> RelatedProducts:
    """Ask the database, which looks at every product of the group and of the province."""
    own = of_producer(product, audience)
    same_producer = [] if certified else _first(own)
    same_group = _first(_without(of_kind(product, audience), same_producer))
    same_province = (
        [] if same_producer else _first(_without(of_place(product, audience), same_group))
    )
    return RelatedProducts(same_producer, same_group, same_province, own.count())


def _without(products: ProductQuerySet, used: list[Product]) -> ProductQuerySet:
    return products.exclude(pk__in=[product.pk for product in used])


def _first(products: ProductQuerySet) -> list[Product]:
    return list(_for_cards(products)[:ROW])


def _for_cards(products: ProductQuerySet) -> ProductQuerySet:
    return products.select_related(*CARD_PARTS).only(*SHOWN_ON_CARDS)
