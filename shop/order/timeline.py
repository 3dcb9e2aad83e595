"""The progress of a producer order as a list of steps: done and when, current, to come."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from catalogue.clock import VIETNAM
from shop.order.models import ProducerOrderStatus, ProducerOrderTransition
from shop.order.states import (
    AWAITING,
    CANCELLED,
    CONFIRMED,
    DELIVERED,
    ENDINGS,
    NEW,
    PACKED,
    RETURNED,
    SHIPPED,
    fulfilment_steps,
)

_LABELS: dict[str, Promise] = {
    AWAITING: pgettext_lazy("parcel", "Waits for the payment"),
    NEW: pgettext_lazy("parcel", "Ordered"),
    CONFIRMED: pgettext_lazy("parcel", "Confirmed by the seller"),
    PACKED: pgettext_lazy("parcel", "Packed"),
    SHIPPED: pgettext_lazy("parcel", "Handed to the courier"),
    DELIVERED: pgettext_lazy("parcel", "Delivered"),
    CANCELLED: pgettext_lazy("parcel", "Cancelled"),
    RETURNED: pgettext_lazy("parcel", "Returned to the seller"),
}
_PICKUP_LABELS: dict[str, Promise] = {
    PACKED: pgettext_lazy("parcel", "Ready for pickup"),
    DELIVERED: pgettext_lazy("parcel", "Picked up"),
}


@dataclass(frozen=True)
class TimelineStep:
    """One step. `state` is done, now, ended (cancelled or returned) or empty for what is to come.

    `by` tells who cancelled or took it back; `reason` and `note` are what they said.
    """

    label: str
    state: str
    at: datetime | None
    by: str = ""
    reason: str = ""
    note: str = ""


def read_timeline(
    status: str,
    placed_at: datetime,
    transitions: Iterable[ProducerOrderTransition],
    *,
    is_pickup: bool = False,
) -> tuple[TimelineStep, ...]:
    """Return the steps of a producer order; one that was cancelled or came back has none to come."""
    steps = _steps(status, placed_at, transitions, fulfilment_steps(is_pickup=is_pickup))
    words = _LABELS | _PICKUP_LABELS if is_pickup else _LABELS
    return tuple(replace(step, label=str(words[step.label])) for step in steps)


def _steps(
    status: str,
    placed_at: datetime,
    transitions: Iterable[ProducerOrderTransition],
    way: tuple[ProducerOrderStatus, ...],
) -> tuple[TimelineStep, ...]:
    """The steps, each labelled with its status."""
    taken = {transition.after: transition for transition in transitions}
    if status in ENDINGS:
        passed = [state for state in way if state == NEW or state in taken]
        done = [_step(state, "done", placed_at, taken) for state in passed]
        return (*done, _step(status, "ended", placed_at, taken))
    if status == AWAITING:
        waiting = _step(AWAITING, "now", placed_at, taken)
        return (waiting, *(_step(state, "", placed_at, {}) for state in way[1:]))
    current = way.index(ProducerOrderStatus(status))
    return tuple(
        _step(
            state,
            "done" if position < current else "now" if position == current else "",
            placed_at,
            taken,
        )
        for position, state in enumerate(way)
    )


def _step(
    status: str, state: str, placed_at: datetime, taken: dict[str, ProducerOrderTransition]
) -> TimelineStep:
    transition = taken.get(status)
    at = placed_at if status in (AWAITING, NEW) else transition.at if transition else None
    ended = transition if state == "ended" else None
    return TimelineStep(
        label=status,
        state=state,
        at=at.astimezone(VIETNAM) if at else None,
        by=ended.get_role_display() if ended else "",
        reason=ended.get_reason_display() if ended and ended.reason else "",
        note=ended.note if ended else "",
    )
