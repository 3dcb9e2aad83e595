"""What a thing costs now, in whole đồng, tax included: the one rule for every page and sale."""

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects
from oscar.apps.partner.abstract_models import AbstractStockRecord

from catalogue.models import Product
from shop.partner.models import StockRecord


def prices_for(products: Iterable[Product]) -> dict[int, int | None]:
    """Return the price of each product by its key, in one query at most for any number.

    Where no stock records were fetched, they come with their sellers: pauses are asked next.
    """
    priced = list(products)
    records = StockRecord.objects.select_related("partner")
    prefetch_related_objects(priced, Prefetch("stockrecords", records))
    return {product.pk: price_of(product) for product in priced}


def price_of(product: Product) -> int | None:
    """Return the price of a product, None where the producer has not given one."""
    return price_in(product.stock_record)


def price_in(record: AbstractStockRecord | None) -> int | None:
    """Return the price that a stock record asks, None where it asks none."""
    return None if record is None or record.price is None else int(record.price)
