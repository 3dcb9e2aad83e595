"""Made-up prices, units, weights and stock, so that the demonstration can sell.

They stand in data/prices.csv, one line a product by its key in the register, and say in every line
that they are made up; the rows whose source states a price keep it. Within one line of a producer's goods
they agree with each other: a larger pack costs more and not more a kilogram, fish sauce of a higher
degree is not cheaper, and nothing costs a unit more than half as much again as its neighbour.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from catalogue.models import Product, RegisterEntry
from catalogue.models.product import DISPLAY_ONLY
from catalogue.signals import products_changed
from shop.partner.models import StockRecord

TABLE = Path(__file__).parent / "data" / "prices.csv"
BATCH = 500


@dataclass(frozen=True)
class Offer:
    """What one product costs: whole đồng a unit, grams a parcel, pieces in stock."""

    key: str
    unit: str
    weight_grams: int
    price_vnd: int
    stock: int


def read_offers(path: Path = TABLE) -> Iterator[Offer]:
    """The offers of a file; lines that begin with # are remarks."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            yield Offer(
                key=row["key"],
                unit=row["unit"],
                weight_grams=int(row["weight_grams"]),
                price_vnd=int(row["price_vnd"]),
                stock=int(row["stock"]),
            )


@transaction.atomic
def create_stock_records(*, reset: bool = False) -> tuple[int, int]:
    """Give products a price and stock where they have none; return how many were made and changed.

    What the shop has changed since stays, unless `reset` asks for the shipped figures again.
    """
    products = _products()
    records = {record.product_id: record for record in StockRecord.objects.all()}
    created, changed, weighed = [], [], []
    for offer in read_offers():
        product = products.get(offer.key)
        if product is None:
            continue
        record = records.get(product.pk)
        if record is None:
            created.append(_record(product, offer))
        elif reset and _restore(record, offer):
            changed.append(record)
        if (record is None or reset) and _pack(product, offer):
            weighed.append(product)
    StockRecord.objects.bulk_create(created, batch_size=BATCH)
    StockRecord.objects.bulk_update(changed, ["price", "num_in_stock"], batch_size=BATCH)
    Product.objects.bulk_update(weighed, ["unit", "weight_grams"], batch_size=BATCH)
    products_changed.send(StockRecord, ids=[record.product_id for record in [*created, *changed]])
    return len(created), len(changed)


def _products() -> dict[str, Product]:
    """Register key → product that may be sold and so has a price."""
    sellable = Product.objects.exclude(DISPLAY_ONLY)
    entries = RegisterEntry.objects.filter(product__in=sellable)
    linked = entries.select_related("product__producer__partner")
    return {entry.key: entry.product for entry in linked if entry.product}


def _record(product: Product, offer: Offer) -> StockRecord:
    return StockRecord(
        product=product,
        partner=product.producer.partner if product.producer else None,
        partner_sku=f"OCOP-{offer.key}",
        price_currency="VND",
        price=offer.price_vnd,
        num_in_stock=offer.stock,
    )


def _restore(record: StockRecord, offer: Offer) -> bool:
    """Set the shipped figures, beside what orders have allocated; whether anything changed."""
    price, left = offer.price_vnd, offer.stock + (record.num_allocated or 0)
    changed = record.price != price or record.num_in_stock != left
    record.price, record.num_in_stock = price, left
    return changed


def _pack(product: Product, offer: Offer) -> bool:
    """Set unit and weight; whether anything changed."""
    wanted = offer.unit, offer.weight_grams
    changed = (product.unit, product.weight_grams) != wanted
    product.unit, product.weight_grams = wanted
    return changed
