"""When a parcel arrives, as dates: the seller's days to pack, then the carrier's by zone.

An order counts for its day until the cut-off hour of the shop, later for the next working day. That
day is the one it is placed on, also where a demonstration pins the day of the certificates.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile

from django.conf import settings

from catalogue.clock import VIETNAM, now
from catalogue.models import Product
from shop.partner.models import Partner
from shop.shipping.days import Days, delivery_days
from shop.shipping.perishability import strictest_perishability
from shop.shipping.rates import Zone
from shop.shipping.working_days import (
    DAY,
    Closure,
    is_working_day,
    working_day_after,
    working_days_from,
)

#: Fresh goods wait for a week without a holiday in it, no longer than so many days.
WAITS_AT_MOST = 30 * DAY


@dataclass(frozen=True, slots=True)
class DeliveryPromise:
    """Days in Vietnam: when the seller has it ready, and from when to when it arrives.

    What is picked up has arrived when it is ready.
    """

    ready: date
    first: date
    last: date


def is_past_cut_off() -> bool:
    """Whether an order of this moment counts for the next working day."""
    return now().hour >= settings.OCOP_CUT_OFF_HOUR


def ready_day(partner: Partner, *, ordered_at: datetime | None = None) -> date:
    """Return the day on which a seller has packed what is ordered now, or was at that moment."""
    closure = closure_of(partner)
    placed = ordered_at.astimezone(VIETNAM) if ordered_at else now()
    is_late = placed.hour >= settings.OCOP_CUT_OFF_HOUR
    start = placed.date() + DAY if is_late else placed.date()
    counted = next(working_days_from(start, closure))
    return working_day_after(counted, partner.packing_days, closure)


def promise_pickup(partner: Partner) -> DeliveryPromise:
    """Return from when an order of this moment can be picked up."""
    ready = ready_day(partner)
    return DeliveryPromise(ready, ready, ready)


def promise_goods(
    partner: Partner, products: Iterable[Product], zone: Zone
) -> DeliveryPromise | None:
    """Return when a seller's parcel of these goods arrives; None where some would not arrive fresh."""
    fresh = strictest_perishability(products)
    return promise_delivery(partner, delivery_days()[zone], keeps=fresh.days if fresh else None)


def promise_delivery(
    partner: Partner, days: Days, *, keeps: int | None = None
) -> DeliveryPromise | None:
    """Return when a parcel ordered now arrives; None where goods that keep so many days are late.

    Fresh goods are handed over on the first working day from which they arrive in time: those that
    a weekend would spoil wait for Monday.
    """
    closure = closure_of(partner)
    for handed_over in _hand_overs(ready_day(partner), closure):
        first, last = (working_day_after(handed_over, number) for number in (days.first, days.last))
        if keeps is None or (last - handed_over).days <= keeps:
            return DeliveryPromise(handed_over, first, last)
    return None


def find_deliverable_day(day: date, partners: Iterable[Partner]) -> date:
    """Return the first day from that one on which all work: no holiday, no weekend, nobody closed."""
    closures = [closure_of(partner) for partner in partners]
    return next(
        each
        for each in working_days_from(day)
        if all(is_working_day(each, closure) for closure in closures)
    )


def closure_of(partner: Partner) -> Closure | None:
    """Return the days on which a seller is closed, if there are any."""
    if partner.closed_from is None or partner.closed_until is None:
        return None
    return Closure(partner.closed_from, partner.closed_until)


def _hand_overs(ready: date, closure: Closure | None) -> Iterable[date]:
    latest = ready + WAITS_AT_MOST
    return takewhile(lambda day: day <= latest, working_days_from(ready, closure))
