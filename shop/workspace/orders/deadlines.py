"""Telling sellers' people that an order is to leave today, and that one has not left in time."""

from django.db import transaction

from catalogue.clock import VIETNAM, now, present_day
from shop.notices.events import DUE_TODAY, ORDER_LATE
from shop.notices.posting import NoticeSubject, post_notices
from shop.workspace.orders.inbox import IN_THE_HOUSE, hand_over_clock, released_orders
from theme.formats import vn_date

#: Nobody is told in the night, whatever they have chosen; hour in Vietnam.
FROM_HOUR = 7


@transaction.atomic
def tell_deadlines() -> int:
    """Tell of orders that are to leave today or should have, for the worker; return of how many.

    Of each order once for each of the two. Who got an order today has just been told of it.
    """
    if now().hour < FROM_HOUR:
        return 0
    on, due, late = present_day(), [], []
    rows = released_orders().filter(status__in=IN_THE_HOUSE).select_related("partner", "order")
    for row in rows.order_by("pk"):
        clock = hand_over_clock(row.partner, row.released_at)
        facts = {"number": row.order.number, "day": vn_date(clock.day)}
        if clock.is_late:
            late.append(NoticeSubject(row.partner_id, row.pk, facts))
        elif clock.is_urgent and row.released_at.astimezone(VIETNAM).date() < on:
            day = clock.day.isoformat()
            due.append(NoticeSubject(row.partner_id, row.pk, facts, occasion=day))
    post_notices(DUE_TODAY, due)
    post_notices(ORDER_LATE, late)
    return len(due) + len(late)
