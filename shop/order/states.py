"""Which status may follow which, who may set it, and what a whole order's status is."""

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shop.order.models import OrderStatus, ProducerOrderStatus, Role, TransitionReason

AWAITING, NEW, CONFIRMED, PACKED = (
    ProducerOrderStatus.AWAITING,
    ProducerOrderStatus.NEW,
    ProducerOrderStatus.CONFIRMED,
    ProducerOrderStatus.PACKED,
)
SHIPPED, DELIVERED = ProducerOrderStatus.SHIPPED, ProducerOrderStatus.DELIVERED
CANCELLED, RETURNED = ProducerOrderStatus.CANCELLED, ProducerOrderStatus.RETURNED

#: The statuses of a producer order up to delivery, in order; AWAITING comes before them.
FULFILMENT_STEPS = (NEW, CONFIRMED, PACKED, SHIPPED, DELIVERED)
ENDINGS = (CANCELLED, RETURNED)

_SHOP = frozenset({Role.SELLER, Role.STAFF})
#: Looked up by plain text too, as the database and forms give it.
TRANSITIONS: dict[tuple[str, str], frozenset[Role]] = {
    (AWAITING, NEW): frozenset({Role.SYSTEM}),
    (NEW, CONFIRMED): _SHOP,
    (CONFIRMED, PACKED): _SHOP,
    (PACKED, SHIPPED): _SHOP,
    (SHIPPED, DELIVERED): _SHOP,
    (NEW, CANCELLED): _SHOP | {Role.BUYER},
    (AWAITING, CANCELLED): frozenset({Role.BUYER, Role.STAFF, Role.SYSTEM}),
    (CONFIRMED, CANCELLED): _SHOP | {Role.BUYER},
    (PACKED, CANCELLED): _SHOP,
    (CANCELLED, AWAITING): frozenset({Role.SYSTEM}),  # the money came after the time to pay
    (SHIPPED, RETURNED): _SHOP,
    (DELIVERED, RETURNED): _SHOP,
}

#: What the buyer picks up goes past the courier.
PICKUP_TRANSITIONS: dict[tuple[str, str], frozenset[Role]] = {
    **{way: roles for way, roles in TRANSITIONS.items() if SHIPPED not in way},
    (PACKED, DELIVERED): _SHOP,
}

_STEP_LABELS = {
    NEW: _("It has been paid"),
    CONFIRMED: _("Confirm the order"),
    PACKED: _("It is packed"),
    SHIPPED: _("Handed to the courier"),
    DELIVERED: _("It has been delivered"),
    CANCELLED: _("Cancel this parcel"),
    RETURNED: _("It has come back"),
}
_PICKUP_STEP_LABELS = {
    PACKED: _("It is ready for pickup"),
    DELIVERED: _("It has been picked up"),
}

REASONS: dict[tuple[str, str], tuple[TransitionReason, ...]] = {
    (CANCELLED, Role.SYSTEM): (TransitionReason.NOT_PAID,),
    (CANCELLED, Role.BUYER): (
        TransitionReason.CHANGED_MIND,
        TransitionReason.ORDERED_WRONG,
        TransitionReason.TOO_SLOW,
        TransitionReason.OTHER,
    ),
    **dict.fromkeys(
        ((CANCELLED, Role.SELLER), (CANCELLED, Role.STAFF)),
        (
            TransitionReason.BUYER_ASKED,
            TransitionReason.OUT_OF_STOCK,
            TransitionReason.CANNOT_DELIVER,
            TransitionReason.UNREACHABLE,
            TransitionReason.OTHER,
        ),
    ),
    **dict.fromkeys(
        ((RETURNED, Role.SELLER), (RETURNED, Role.STAFF)),
        (
            TransitionReason.REFUSED,
            TransitionReason.UNREACHABLE,
            TransitionReason.DAMAGED,
            TransitionReason.NOT_AS_SHOWN,
            TransitionReason.OTHER,
        ),
    ),
}


def may_follow(before: str, after: str, role: str, *, is_pickup: bool = False) -> bool:
    """Whether somebody in that role may take a producer order from one status to the other."""
    ways = PICKUP_TRANSITIONS if is_pickup else TRANSITIONS
    return role in ways.get((before, after), ())


def next_states(before: str, role: str, *, is_pickup: bool = False) -> list[ProducerOrderStatus]:
    """Return the statuses that may follow, those of the way to delivery first."""
    found = [
        ProducerOrderStatus(after)
        for after in (*FULFILMENT_STEPS, *ENDINGS)
        if may_follow(before, after, role, is_pickup=is_pickup)
    ]
    return found


def step_label(to: str, *, is_pickup: bool = False) -> str | Promise:
    """Return what the button of a step says to the seller's people."""
    labels = _STEP_LABELS | _PICKUP_STEP_LABELS if is_pickup else _STEP_LABELS
    return labels[ProducerOrderStatus(to)]


def fulfilment_steps(*, is_pickup: bool) -> tuple[ProducerOrderStatus, ...]:
    """Return the statuses up to delivery, in order, of what is sent or picked up."""
    return tuple(step for step in FULFILMENT_STEPS if not (is_pickup and step == SHIPPED))


def reasons_for(after: str, role: str) -> tuple[TransitionReason, ...]:
    """Return the reasons to choose from; none for a state that needs no reason."""
    return REASONS.get((after, role), ())


def order_status_from(states: Collection[str]) -> OrderStatus:
    """Return an order's status: the least advanced of its producer orders that still count.

    All of an order await its payment, or none. Cancelled ones count only when all are, returned ones
    when nothing else was delivered.
    """
    counted = set(states) - {CANCELLED}
    if not counted:
        return OrderStatus.CANCELLED
    if AWAITING in counted:
        return OrderStatus.AWAITING_PAYMENT
    if counted == {RETURNED}:
        return OrderStatus.RETURNED
    positions = sorted(FULFILMENT_STEPS.index(state) for state in counted - {RETURNED})
    if positions[0] < FULFILMENT_STEPS.index(SHIPPED) <= positions[-1]:
        return OrderStatus.PARTLY_SHIPPED
    return OrderStatus(FULFILMENT_STEPS[positions[0]].value)
