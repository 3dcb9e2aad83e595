"""What hangs on a product and follows it when it is merged into another, of whichever app.

Every foreign key to a product follows unless it is named here, so that none can be forgotten. A row
that the other product has already (the same buyer's review, the same wish list) stays with the merged
one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F, Max

from catalogue.models.product import Product

#: Derived, structural, or not the product's own: they stay where they are.
STAYS = frozenset(
    {
        "analytics.ProductRecord.product",
        "catalogue.HistoricalProduct.parent",
        "catalogue.Product.parent",
        "catalogue.Product_product_options.product",
        "catalogue.ProductAttributeValue.product",
        "catalogue.ProductCategory.product",
        "catalogue.ProductRecommendation.primary",
        "catalogue.ProductRecommendation.recommendation",
        "partner.DailyTraffic.product",
        "partner.HistoricalStockRecord.product",
        "partner.SearchArrival.product",
        "search.SearchEntry.product",
    }
)
#: Moved by rules of their own: certificates and merges by the service, lines of baskets by
#: shop.basket, which knows how a line is called.
ELSEWHERE = frozenset(
    {
        "basket.Line.product",
        "catalogue.Certificate.product",
        "catalogue.DuplicateCandidate.first",
        "catalogue.DuplicateCandidate.second",
        "catalogue.ProductMerge.kept",
        "catalogue.ProductMerge.merged",
        "partner.StockRecord.product",
    }
)
STOCK = "partner.StockRecord.product"
IMAGES = "catalogue.ProductImage.product"


@dataclass(frozen=True, slots=True)
class Follower:
    """One foreign key to products: `label` is "app.Model.field"."""

    label: str
    model: type[models.Model]
    field: str

    def rows(self, product: Product) -> Any:
        """The rows that name the product."""
        return self.model._base_manager.filter(**{self.field: product.pk})


def followers() -> Iterator[Follower]:
    """Return every foreign key to products that follows a merge."""
    for relation in Product._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):  # one-to-one is one as well
            continue
        model, name = relation.related_model, relation.field.name
        label = f"{model._meta.app_label}.{model.__name__}.{name}"
        if label not in STAYS | ELSEWHERE:
            yield Follower(label, model, name)


def follow(*, kept: Product, merged: Product) -> dict[str, list[int]]:
    """Let everything follow; return the keys of the rows that did, by label."""
    _append_images(kept, merged)
    moved = {each.label: _move(each, kept, merged) for each in followers()}
    if not kept.stockrecords.exists():
        moved[STOCK] = list(merged.stockrecords.values_list("pk", flat=True))
        merged.stockrecords.update(product=kept)
    return {label: keys for label, keys in moved.items() if keys}


def bring_back(*, kept: Product, merged: Product, moved: dict[str, list[int]]) -> None:
    """Give rows back that followed and still stand where they went."""
    known = {each.label: each for each in followers()}
    for label, keys in moved.items():
        if label == STOCK:
            kept.stockrecords.filter(pk__in=keys).update(product=merged)
        elif label in known:
            follower = known[label]
            rows = follower.rows(kept).filter(pk__in=keys)
            rows.update(**{follower.field: merged.pk})


def _append_images(kept: Product, merged: Product) -> None:
    """The pictures of the product that stays come first."""
    last = kept.images.aggregate(last=Max("display_order"))["last"]
    if last is not None:
        merged.images.update(display_order=F("display_order") + last + 1)


def _move(follower: Follower, kept: Product, merged: Product) -> list[int]:
    keys = list(follower.rows(merged).values_list("pk", flat=True))
    if not keys:
        return []
    target = {follower.field: kept.pk}
    try:
        with transaction.atomic():
            follower.rows(merged).update(**target)
    except IntegrityError:
        return [pk for pk in keys if _move_one(follower, pk, target)]
    return keys


def _move_one(follower: Follower, pk: int, target: dict[str, int]) -> bool:
    try:
        with transaction.atomic():
            follower.model._base_manager.filter(pk=pk).update(**target)
    except IntegrityError:
        return False
    return True
