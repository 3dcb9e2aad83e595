"""Changing price and stock of what one seller offers, without writing over what was not seen."""

from dataclasses import dataclass

from django.db import transaction

from shop.partner.models import StockRecord
from shop.partner.pricing import price_in

#: So few left are few where the seller has not said when to be told.
LOW_STOCK = 3


@dataclass(frozen=True)
class OfferedNumbers:
    """What a stock record asks in whole đồng, and how many can still be ordered: without those in orders."""

    price: int | None
    available: int | None


class StockRecordChanged(Exception):
    """Somebody else changed what is being changed, or bought some: `now` is how it stands."""

    def __init__(self, now: OfferedNumbers, fields: tuple[str, ...]) -> None:
        super().__init__(now)
        self.now, self.fields = now, fields


def offered_numbers(record: StockRecord) -> OfferedNumbers:
    """Return what a stock record offers now."""
    available = None if record.num_in_stock is None else max(0, record.net_stock_level)
    return OfferedNumbers(price_in(record), available)


@transaction.atomic
def set_low_stock_threshold(*, record: StockRecord, threshold: int | None) -> None:
    """Tell of low stock from so many pieces on; None is the shop's LOW_STOCK. Price and stock stay."""
    locked = StockRecord.objects.select_for_update(of=("self",)).get(pk=record.pk)
    locked.low_stock_threshold = threshold
    locked.save(update_fields=["low_stock_threshold", "date_updated"])


@transaction.atomic
def update_stock_record(
    *, record: StockRecord, seen: OfferedNumbers, wanted: OfferedNumbers
) -> OfferedNumbers:
    """Write the numbers that differ from what was seen, leave the others as they are now; return all.

    Pieces that orders hold are added to what is typed. Raises StockRecordChanged, and writes
    nothing, where what differs is not as it was seen any more.
    """
    locked = StockRecord.objects.select_for_update(of=("self",)).get(pk=record.pk)
    now = offered_numbers(locked)
    changes = {
        name: getattr(wanted, name)
        for name in ("price", "available")
        if getattr(wanted, name) not in (getattr(seen, name), getattr(now, name))
    }
    stale = tuple(name for name in changes if getattr(seen, name) != getattr(now, name))
    if stale:
        raise StockRecordChanged(now, stale)
    if "price" in changes:
        locked.price = changes["price"]
    if "available" in changes:
        locked.num_in_stock = changes["available"] + (locked.num_allocated or 0)
    if changes:
        locked.save(update_fields=["price", "num_in_stock", "date_updated"])
    return offered_numbers(locked)
