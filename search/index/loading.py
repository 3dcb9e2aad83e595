"""Products with all that their documents are made of, read by the hundred.

Django's own prefetching makes a query object for every product, which took as long as all the
rest of an index build.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import ForeignKey, Model

from catalogue.models import (
    Certificate,
    Commune,
    FormerProvince,
    Producer,
    Product,
    Province,
)
from shop.partner.models import StockRecord

RELATED = {
    "producer": Producer,
    "province": Province,
    "commune": Commune,
    "former_province": FormerProvince,
}
Part = StockRecord | Certificate
BELOW: dict[str, tuple[type[Part], tuple[str, ...]]] = {
    "stockrecords": (StockRecord, ("price", "num_in_stock", "num_allocated")),
    "certificates": (
        Certificate,
        (
            *("code", "stars", "verified_at", "valid_from", "valid_until"),
            *("extended_until", "revoked_on", "superseded_on"),
        ),
    ),
}
#: Only what a document reads: there are forty fields, and dates are slow to read.
OWN = ("title", "label_origin", "is_public", "structure", "legal_type", "classification", *RELATED)


def read_products(ids: Sequence[int]) -> list[Product]:
    """Return products by key, locked until the transaction ends, ready for product_document()."""
    products = Product.objects.filter(pk__in=ids).order_by("pk").only(*OWN)
    found = list(products.select_for_update())
    for name, model in RELATED.items():
        _set_related(found, name, model)
    below = {name: _by_product(*read, ids) for name, read in BELOW.items()}
    for product in found:
        # Django keeps here what prefetch_related() read; it has no public way to put it there.
        cache = {name: below[name][product.pk] for name in BELOW}
        product._prefetched_objects_cache = cache  # type: ignore[attr-defined]
    return found


def _set_related(products: Iterable[Product], name: str, model: type[Model]) -> None:
    """Give products that share a producer or a place the same object."""
    field = Product._meta.get_field(name)
    if not isinstance(field, ForeignKey):
        raise TypeError(f"{name} is no foreign key of products")
    keys = {getattr(product, field.attname) for product in products} - {None}
    known = model._default_manager.in_bulk(keys) if keys else {}
    for product in products:
        field.set_cached_value(product, known.get(getattr(product, field.attname)))


def _by_product(
    model: type[Part], fields: Sequence[str], ids: Sequence[int]
) -> dict[int, list[Part]]:
    found: dict[int, list[Part]] = defaultdict(list)
    rows = model._default_manager.filter(product__in=ids).order_by("pk")
    for each in rows.only("product", *fields):
        found[each.product_id].append(each)
    return found
