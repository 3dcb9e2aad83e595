"""Stock under lock. Oscar 4.2 counts first and takes later, so two buyers may take one jar."""

from collections.abc import Iterable

from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.functions import Coalesce

from catalogue.signals import products_changed
from shop.basket.models import Line
from shop.order.exceptions import Shortage
from shop.order.models import Line as OrderLine
from shop.partner.models import StockAlert, StockRecord

LockedStock = dict[int, StockRecord]


def lock_stock(lines: Iterable[Line | OrderLine]) -> LockedStock:
    """Lock the stock rows of these lines in key order and return them as they are now.

    The fixed order keeps two orders of the same goods from waiting for each other for ever. Call
    it once inside a transaction, and hand on what it gives: nothing else locks stock.
    """
    keys = {line.stockrecord_id for line in lines if line.stockrecord_id is not None}
    rows = StockRecord.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    return {row.pk: row for row in rows}


def find_shortages(lines: Iterable[Line], stock: LockedStock) -> tuple[Shortage, ...]:
    """Return the lines that these stock rows cannot fill; a row used twice is counted twice."""
    left = {pk: row.net_stock_level for pk, row in stock.items()}
    short = []
    for line in lines:
        if not line.product.get_product_class().track_stock:
            continue
        there = max(0, left.get(line.stockrecord_id, 0))
        if there < line.quantity:
            short.append(Shortage(line.product_id, line.product.title, line.quantity, there))
        left[line.stockrecord_id] = there - line.quantity
    return tuple(short)


def allocate_stock(lines: Iterable[Line]) -> None:
    """Hold the pieces of these basket lines, whose rows lock_stock() holds, in one statement.

    Search and the sellers' alerts hear of it as if each row had been saved.
    """
    wanted: dict[int, int] = {}
    for line in lines:
        if line.product.get_product_class().track_stock:
            wanted[line.stockrecord_id] = wanted.get(line.stockrecord_id, 0) + line.quantity
    if not wanted:
        return
    pieces = Case(
        *(When(pk=key, then=Value(quantity)) for key, quantity in wanted.items()),
        output_field=IntegerField(),
    )
    StockRecord.objects.filter(pk__in=wanted).update(
        num_allocated=Coalesce(F("num_allocated"), 0) + pieces
    )
    rows = list(StockRecord.objects.filter(pk__in=wanted).order_by("pk"))
    products_changed.send(sender=StockRecord, ids=[row.product_id for row in rows])
    _alert_sellers([row for row in rows if row.is_below_threshold])


def _alert_sellers(low: list[StockRecord]) -> None:
    """Open an alert for each row that has become low and has none."""
    if not low:
        return
    alerts = StockAlert.objects.filter(stockrecord__in=low, status=StockAlert.OPEN)
    known = set(alerts.values_list("stockrecord_id", flat=True))
    StockAlert.objects.bulk_create(
        StockAlert(stockrecord=row, threshold=row.low_stock_threshold or 0)
        for row in low
        if row.pk not in known
    )


def cancel_allocations(lines: Iterable[OrderLine]) -> None:
    """Make available again what these lines hold; a line without an allocation changes nothing."""
    lines = [line for line in lines if line.num_allocated]
    for row, quantity in _allocated(lines):
        row.num_allocated = max(0, (row.num_allocated or 0) - quantity)
        row.save(update_fields=["num_allocated", "date_updated"])
    _clear_allocations(lines, allocation_cancelled=True)


def consume_allocations(lines: Iterable[OrderLine]) -> None:
    """Take what these lines hold out of stock: it has left the seller.

    A seller may have counted it off by hand already, so stock never falls below nothing.
    """
    lines = [line for line in lines if line.num_allocated]
    for row, quantity in _allocated(lines):
        row.num_allocated = max(0, (row.num_allocated or 0) - quantity)
        row.num_in_stock = max(0, (row.num_in_stock or 0) - quantity)
        row.save(update_fields=["num_allocated", "num_in_stock", "date_updated"])
    _clear_allocations(lines)


def take_allocations(lines: list[OrderLine], stock: LockedStock) -> bool:
    """Hold anew, in these locked rows, what the lines once held; False, and nothing, if it is gone."""
    wanted: dict[int, int] = {}
    for line in lines:
        if line.stockrecord_id is None or line.stockrecord_id not in stock:
            return False
        wanted[line.stockrecord_id] = wanted.get(line.stockrecord_id, 0) + line.quantity
    tracked = {pk: number for pk, number in wanted.items() if stock[pk].can_track_allocations}
    if any(max(0, stock[pk].net_stock_level) < number for pk, number in tracked.items()):
        return False
    for pk, number in tracked.items():
        row = stock[pk]
        row.num_allocated = (row.num_allocated or 0) + number
        row.save(update_fields=["num_allocated", "date_updated"])
    for line in lines:
        line.num_allocated, line.allocation_cancelled = line.quantity, False
        line.save(update_fields=["num_allocated", "allocation_cancelled"])
    return True


def _allocated(lines: list[OrderLine]) -> list[tuple[StockRecord, int]]:
    """Lock the stock rows of these lines in key order; return each with the pieces held of it."""
    allocated: dict[int, int] = {}
    for line in lines:
        key = line.stockrecord_id
        if key is not None:
            allocated[key] = allocated.get(key, 0) + line.num_allocated
    rows = lock_stock(lines).values()
    return [(row, allocated[row.pk]) for row in rows if row.can_track_allocations]


def _clear_allocations(lines: list[OrderLine], **changed: bool) -> None:
    keys = [line.pk for line in lines]
    OrderLine.objects.filter(pk__in=keys).update(num_allocated=0, **changed)
