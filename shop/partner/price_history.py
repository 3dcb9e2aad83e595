"""What a thing cost before a moment: the price that a discount may be measured by."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from shop.partner.models import PriceRecord

#: The lowest price of so long before a promotion began is the one it is measured by.
REFERENCE_TIME = timedelta(days=30)


def read_price_histories(stock_records: Iterable[int]) -> dict[int, list[PriceRecord]]:
    """Return the prices of stock records, by key and in time, in one query."""
    histories: defaultdict[int, list[PriceRecord]] = defaultdict(list)
    for record in PriceRecord.objects.filter(stockrecord__in=list(stock_records)):
        histories[record.stockrecord_id].append(record)
    return histories


def reference_price(history: Sequence[PriceRecord], start: datetime) -> int | None:
    """Return the lowest price asked within REFERENCE_TIME before `start`, in whole đồng.

    None where nothing was asked then: there is no price that a discount could be measured by.
    """
    begin = start - REFERENCE_TIME
    before = [record for record in history if record.at < start]
    carried = [record for record in before if record.at <= begin][-1:]
    prices = [record.price for record in [*carried, *(each for each in before if each.at > begin)]]
    return min((int(price) for price in prices if price is not None), default=None)
