"""Products with all that their documents are made of, read by the hundred.

Django's own prefetching makes a query object for every product, which took as long as all the
rest of an index build.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import ForeignKey, Model

from catalogue.models import (
    Certificate,
    ClassificationNode,
    Commune,
    FormerProvince,
    LabelStatement,
    Producer,
    Product,
    Proof,
    Province,
    Takedown,
)
from catalogue.models.label_rule import refuses_incomplete_labels
from shop.partner.models import StockRecord

RELATED_MODELS = {
    "producer": Producer,
    "province": Province,
    "commune": Commune,
    "former_province": FormerProvince,
}

Part = StockRecord | Certificate | LabelStatement
CHILD_MODELS: dict[str, tuple[type[Part], tuple[str, ...]]] = {
    "stockrecords": (
        StockRecord,
        (
            *("price", "num_in_stock", "num_allocated"),
            *("paused_from", "paused_until", "pause_reason"),
            *("partner__paused_from", "partner__paused_until", "partner__pause_reason"),
        ),
    ),
    "certificates": (
        Certificate,
        (
            *("code", "decision_number", "stars", "verified_at", "valid_from", "valid_until"),
            *("extended_until", "revoked_on", "superseded_on"),
        ),
    ),
}
LABEL_MODELS: dict[str, tuple[type[Part], tuple[str, ...]]] = {
    "label_statements": (LabelStatement, ("item", "text"))
}
#: Only what a document reads: there are forty fields, and dates are slow to read.
PRODUCT_FIELDS = (
    "title",
    "unit",
    "label_origin",
    "is_public",
    "structure",
    "legal_type",
    "classification",
    *RELATED_MODELS,
)


def read_products(ids: Sequence[int]) -> list[Product]:
    """Return products by key, locked until the transaction ends, ready for product_document()."""
    queryset = (
        Product.objects.filter(pk__in=ids).order_by("pk").only(*PRODUCT_FIELDS).with_strength()
    )
    products = list(queryset.select_for_update())
    for name, model in RELATED_MODELS.items():
        _set_related(products, name, model)
    if refuses_incomplete_labels():
        _set_related(products, "classification", ClassificationNode)
    takedowns = Takedown.objects.in_force().filter(product__in=ids)
    taken_down = set(takedowns.values_list("product_id", flat=True))
    models = CHILD_MODELS | (LABEL_MODELS if refuses_incomplete_labels() else {})
    proofs = _proofs_by_product(ids)
    children = {name: _by_product(*read, ids) for name, read in models.items()}
    for product in products:
        product.is_taken_down = product.pk in taken_down
        # Django keeps here what prefetch_related() read; it has no public way to put it there.
        cache: dict[str, Sequence[Model]] = {name: children[name][product.pk] for name in models}
        cache["proofs"] = proofs[product.pk]
        product._prefetched_objects_cache = cache  # type: ignore[attr-defined]
    return products


def _set_related(products: Iterable[Product], name: str, model: type[Model]) -> None:
    """Give products that share a producer or a place the same object."""
    field = Product._meta.get_field(name)
    if not isinstance(field, ForeignKey):
        raise TypeError(f"{name} is no foreign key of products")
    keys = {getattr(product, field.attname) for product in products} - {None}
    related = model._default_manager.in_bulk(keys) if keys else {}
    for product in products:
        field.set_cached_value(product, related.get(getattr(product, field.attname)))


def _proofs_by_product(ids: Sequence[int]) -> dict[int, list[Proof]]:
    proofs: dict[int, list[Proof]] = defaultdict(list)
    covered = Proof.products.through.objects.filter(product__in=ids)
    for row in covered.select_related("proof").order_by("pk"):
        proofs[row.product_id].append(row.proof)
    return proofs


def _by_product(
    model: type[Part], fields: Sequence[str], ids: Sequence[int]
) -> dict[int, list[Part]]:

    by_product: dict[int, list[Part]] = defaultdict(list)
    rows = model._default_manager.filter(product__in=ids).order_by("pk")
    followed = [name.split("__")[0] for name in fields if "__" in name]
    rows = rows.select_related(*followed) if followed else rows
    for row in rows.only("product", *fields):
        by_product[row.product_id].append(row)
    return by_product
