"""Orders that ended unpaid and whose money came after all: they go on if the goods are still there."""

from catalogue.audience import Audience
from catalogue.policies import sale_refusal
from shop.order.models import Line, Order, ProducerOrder, Role, TransitionReason
from shop.order.states import CANCELLED
from shop.order.stock import lock_stock, take_allocations
from shop.order.transitions import reopen_unpaid


def revive_order(*, order: Order, producer_orders: dict[int, ProducerOrder]) -> bool:
    """Let a locked order await its payment again, its goods held anew; False where it cannot.

    All of it or nothing: what a person cancelled, what may not be sold any more and what somebody
    else has bought meanwhile stay gone.
    """
    if not all(_ended_by_itself(row) for row in producer_orders.values()):
        return False
    lines = list(
        Line.objects.filter(order=order)
        .select_related("product__producer", "stockrecord")
        .order_by("pk")
    )
    if any(line.product is None or sale_refusal(line.product, Audience.ADULT) for line in lines):
        return False
    if not take_allocations(lines, lock_stock(lines)):
        return False
    reopen_unpaid(order, producer_orders)
    return True


def _ended_by_itself(producer_order: ProducerOrder) -> bool:
    if producer_order.status != CANCELLED:
        return False
    last = producer_order.transitions.order_by("-pk").first()
    return (
        last is not None and last.role == Role.SYSTEM and last.reason == TransitionReason.NOT_PAID
    )
