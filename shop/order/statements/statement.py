"""A seller's statement of a month: what stood before, what moved, what is owed and when."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from catalogue.clock import add_months, present_day
from shop.order.models import ReturnRequest
from shop.order.returns.terms import DAYS_FROM_DELIVERY
from shop.order.statements.movements import (
    MovementKind,
    SellerMovement,
    SoldOrder,
    read_deductions,
    read_sold_orders,
)
from shop.partner.models import Partner


@dataclass(frozen=True)
class OwedAmounts:
    """What the shop owes a seller now, in whole đồng, by when it can be paid.

    `later` is of orders that may still come back, by the day from which it can be paid; `with_couriers`
    is cash that was not paid over to the shop yet; `held` belongs to orders with an open return;
    `since` is the day from which the oldest of `payable` has been owed.
    """

    payable: int
    later: tuple[tuple[date, int], ...]
    with_couriers: int
    held: int
    since: date | None = None

    @property
    def total(self) -> int:
        return self.payable + sum(amount for _day, amount in self.later) + self.waiting

    @property
    def waiting(self) -> int:
        """Return what waits for a courier or a return."""
        return self.with_couriers + self.held


@dataclass(frozen=True)
class SellerStatement:
    """A month of a seller's account; `sums` has every kind in order, `cash_remitted` is for information."""

    first: date
    last: date
    opening: int
    movements: tuple[SellerMovement, ...]
    sums: tuple[tuple[MovementKind, int], ...]
    cash_collected: int
    cash_remitted: int
    owed: OwedAmounts

    @property
    def closing(self) -> int:
        return self.opening + sum(amount for _kind, amount in self.sums)


def read_statement(partner: Partner, month: date) -> SellerStatement:
    """Return the statement of the month that begins with this day, in a fixed number of queries."""
    first, last = month, add_months(month, 1) - timedelta(days=1)
    own = [partner.pk]
    sold, others = read_sold_orders(own)[partner.pk], read_deductions(own)[partner.pk]
    every = sorted([*_moved(sold), *others], key=lambda movement: (movement.at, movement.number))
    within = tuple(movement for movement in every if first <= movement.at.date() <= last)
    cash = [order for order in sold if first <= order.delivered_at.date() <= last]
    return SellerStatement(
        first=first,
        last=last,
        opening=sum(movement.amount for movement in every if movement.at.date() < first),
        movements=within,
        sums=tuple(
            (kind, sum(movement.amount for movement in within if movement.kind == kind))
            for kind in MovementKind
        ),
        cash_collected=sum(order.collected for order in cash),
        cash_remitted=sum(min(order.collected, order.remitted or 0) for order in cash),
        owed=owed_of(sold, others, _returning(own)),
    )


def read_owed(partners: Collection[int]) -> dict[int, OwedAmounts]:
    """Return seller → what is owed today, in a fixed number of queries."""
    sold, others, returning = (
        read_sold_orders(partners),
        read_deductions(partners),
        _returning(partners),
    )
    return {partner: owed_of(sold[partner], others[partner], returning) for partner in partners}


def owed_of(
    sold: Iterable[SoldOrder], others: Iterable[SellerMovement], returning: Collection[int]
) -> OwedAmounts:
    """Return what is owed today: of an order from the day on which its buyer can return it no more.

    `returning` are producer orders with an open return.
    """
    day = present_day()
    deducted = sum(movement.amount for movement in others)
    due: list[tuple[date, int]] = []
    later: dict[date, int] = {}
    with_couriers = held = 0
    for order in sold:
        due_on = order.delivered_at.date() + timedelta(days=DAYS_FROM_DELIVERY + 1)
        if order.row.pk in returning:
            held += order.net
        elif order.is_cash and order.remitted is None:
            with_couriers += order.net
        elif due_on > day:
            later[due_on] = later.get(due_on, 0) + order.net
        else:
            due.append((due_on, order.net))
    payable = deducted + sum(amount for _day, amount in due)
    since = _since(sorted(due), -deducted) if payable > 0 else None
    return OwedAmounts(payable, tuple(sorted(later.items())), with_couriers, held, since)


def _since(due: Iterable[tuple[date, int]], paid: int) -> date | None:
    """Return the first day from which something has been owed, what was paid taken for the oldest."""
    for day, amount in due:
        paid -= amount
        if paid < 0:
            return day
    return None


def _returning(partners: Collection[int]) -> set[int]:
    unsettled = ReturnRequest.objects.unsettled().filter(producer_order__partner__in=partners)
    return set(unsettled.values_list("producer_order", flat=True))


def months_of(partner: Partner) -> list[date]:
    """Return the first days of the months to choose from, the present one first, two years at most."""
    first = present_day().replace(day=1)
    since = partner.producer_orders.order_by("order__date_placed").values_list(
        "order__date_placed", flat=True
    )
    oldest = since.first()
    months = [first]
    while oldest and len(months) < 24 and months[-1] > oldest.date().replace(day=1):
        months.append(add_months(months[-1], -1))
    return months


def _moved(sold: Iterable[SoldOrder]) -> Iterable[SellerMovement]:
    for order in sold:
        yield from order.movements
