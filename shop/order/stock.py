"""Stock under lock. Oscar 4.2 counts first and takes later, so two buyers may take one jar."""

from collections.abc import Iterable

from shop.basket.models import Line
from shop.order.exceptions import Short
from shop.partner.models import StockRecord


def lock_stock(lines: Iterable[Line]) -> dict[int, StockRecord]:
    """Lock the stock rows of these lines in key order and return them as they are now.

    The fixed order keeps two orders of the same goods from waiting for each other for ever. Call
    it inside a transaction.
    """
    keys = {line.stockrecord_id for line in lines}
    rows = StockRecord.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    return {row.pk: row for row in rows}


def find_shortages(lines: Iterable[Line], stock: dict[int, StockRecord]) -> tuple[Short, ...]:
    """Return the lines that these stock rows cannot fill; a row used twice is counted twice."""
    left = {pk: row.net_stock_level for pk, row in stock.items()}
    short = []
    for line in lines:
        if not line.product.get_product_class().track_stock:
            continue
        there = max(0, left.get(line.stockrecord_id, 0))
        if there < line.quantity:
            short.append(Short(line.product_id, line.product.title, line.quantity, there))
        left[line.stockrecord_id] = there - line.quantity
    return tuple(short)
