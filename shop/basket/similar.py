"""What else to buy where a line cannot be bought any more: goods of the same kind on sale now."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from catalogue.cards import local_name
from catalogue.models import Product
from catalogue.models.product import BEST_FIRST
from shop.partner.pricing import price_of

PER_LINE = 3


@dataclass(frozen=True)
class Similar:
    """A product of the same kind; price in whole đồng."""

    title: str
    url: str
    province_name: str
    price: int


def find_similar(blocked: Iterable[Product]) -> dict[int, list[Similar]]:
    """Return up to three products in stock for each blocked one; two queries for any number."""
    wanted = [product for product in blocked if product.classification_id]
    if not wanted:
        return {}
    turn = Window(RowNumber(), partition_by=F("classification_id"), order_by=BEST_FIRST)
    products = (
        Product.objects.for_sale()
        .orderable_in_season()
        .with_stock()
        .filter(
            Q(has_stock=True),
            classification_id__in={product.classification_id for product in wanted},
            stockrecords__price__isnull=False,
        )
        .exclude(pk__in=[product.pk for product in wanted])
        .annotate(turn=turn)
        .filter(turn__lte=PER_LINE)
        .select_related("province")
        .prefetch_related("stockrecords")
    )
    by_kind: dict[int, list[Similar]] = {}
    for product in products:
        kind, price = product.classification_id, price_of(product)
        if kind is None or price is None:
            continue
        name = local_name(product.province)
        similar = Similar(product.title, product.get_absolute_url(), name, price)
        by_kind.setdefault(kind, []).append(similar)
    return {product.pk: by_kind.get(product.classification_id or 0, []) for product in wanted}
