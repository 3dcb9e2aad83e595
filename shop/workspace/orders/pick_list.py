"""What the orders to be packed need together, product by product, and order by order for the parcels."""

from collections import defaultdict
from dataclasses import dataclass

from shop.order.models import Line
from shop.order.states import CONFIRMED
from shop.partner.models import Partner
from shop.workspace.orders.inbox import orders_of


@dataclass(frozen=True)
class Pick:
    """So many pieces of one thing, and for which orders (number, pieces)."""

    title: str
    unit: str
    quantity: int
    orders: tuple[tuple[str, int], ...]


def read_pick_list(partner: Partner) -> list[Pick]:
    """Return what is to be fetched for a seller's confirmed orders, by name; no prices."""
    orders = orders_of(partner).filter(status=CONFIRMED)
    lines = (
        Line.objects.filter(partner=partner, order__in=orders.values("order"))
        .select_related("order", "snapshot")
        .order_by("title", "order__pk", "pk")
    )
    wanted: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for line in lines:
        promised = getattr(line, "snapshot", None)
        key = (line.title, promised.unit if promised else "")
        wanted[key].append((line.order.number, line.quantity))
    return [
        Pick(title, unit, sum(quantity for _number, quantity in rows), tuple(rows))
        for (title, unit), rows in wanted.items()
    ]
