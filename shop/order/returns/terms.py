"""How long a buyer may ask to return goods, and how long the shop has to answer.

The days are those of the page doi-tra; 30 days for wrong information are the law's (Luật 19/2023
Đ.38, NĐ 55/2024), which the page repeats.
"""

from datetime import date, datetime, timedelta

from catalogue.clock import VIETNAM
from shop.order.returns.models import ReturnReason

#: Days from the day of delivery, the last one included.
DAYS_FROM_DELIVERY = 7
#: Days from the day of the order, the last one included.
DAYS_FROM_ORDER = 30
#: Working days until the answer, and from the goods' return until the refund.
ANSWER_WITHIN, REFUND_WITHIN = 2, 7
#: Fixed public holidays (day, month); the lunar new year moves and is left to the people at work.
_HOLIDAYS = frozenset({(1, 1), (30, 4), (1, 5), (2, 9)})
#: Whose fault it is: the shop then gives back the delivery as well.
FAULTS = frozenset(ReturnReason.values) - {ReturnReason.CHANGED_MIND}


def last_day(reason: str, *, ordered_at: datetime, delivered_at: datetime) -> date:
    """Return the last day in Vietnam on which goods may be asked to go back for this reason."""
    if reason == ReturnReason.WRONG_INFORMATION:
        from_order = ordered_at.astimezone(VIETNAM).date() + timedelta(days=DAYS_FROM_ORDER)
        return max(from_order, _from_delivery(delivered_at))
    return _from_delivery(delivered_at)


def working_days_after(day: date, number: int) -> date:
    """Return the last of so many working days after a day: Saturdays and Sundays are none."""
    while number:
        day += timedelta(days=1)
        if day.weekday() < 5 and (day.day, day.month) not in _HOLIDAYS:
            number -= 1
    return day


def _from_delivery(delivered_at: datetime) -> date:
    return delivered_at.astimezone(VIETNAM).date() + timedelta(days=DAYS_FROM_DELIVERY)
