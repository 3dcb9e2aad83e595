"""How long a buyer may ask to return goods, and how long the shop has to answer.

The days, and the hours of fresh goods, are those of the page doi-tra; 30 days for wrong information
are the law's (Luật 19/2023 Đ.38, NĐ 55/2024), which the page repeats.
"""

from datetime import datetime, time, timedelta

from catalogue.clock import VIETNAM
from shop.order.returns.models import ReturnReason

#: Days from the day of delivery, the last one included.
DAYS_FROM_DELIVERY = 7
#: Days from the day of the order, the last one included.
DAYS_FROM_ORDER = 30
#: Working days until the answer, and from the goods' return until the refund.
ANSWER_WITHIN, REFUND_WITHIN = 2, 7
#: Whose fault it is: the shop then gives back the delivery as well.
FAULTS = frozenset(ReturnReason.values) - {ReturnReason.CHANGED_MIND}


def deadline(
    reason: str, *, ordered_at: datetime, delivered_at: datetime, fresh_hours: int | None = None
) -> datetime | None:
    """Return the moment in Vietnam until which goods may be asked to go back for this reason.

    A day counts to its end. Fresh goods, whose faults are told in `fresh_hours` from delivery, do not
    go back because somebody no longer needs them: None.
    """
    if fresh_hours is not None and reason == ReturnReason.CHANGED_MIND:
        return None
    if reason == ReturnReason.WRONG_INFORMATION:
        from_order = _end_of(ordered_at, DAYS_FROM_ORDER)
        return max(from_order, _end_of(delivered_at, DAYS_FROM_DELIVERY))
    if fresh_hours is not None:
        return delivered_at.astimezone(VIETNAM) + timedelta(hours=fresh_hours)
    return _end_of(delivered_at, DAYS_FROM_DELIVERY)


def _end_of(moment: datetime, days: int) -> datetime:
    """The last moment of the day so many days later."""
    day = moment.astimezone(VIETNAM).date() + timedelta(days=days)
    return datetime.combine(day, time.max, tzinfo=VIETNAM)
