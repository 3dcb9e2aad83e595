"""What the basket page shows: plain objects, made from lines that were read once."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.cards import product_cover, shown_producer
from shop.basket.models import Basket, Line
from theme.covers import Cover


@dataclass(frozen=True)
class ShownLine:
    """One line as shown. `unit_price` and `total` are whole đồng, None while it is blocked."""

    pk: int
    product_id: int
    title: str
    url: str
    producer_name: str
    unit: str
    cover: Cover
    quantity: int
    unit_price: int | None
    total: int | None
    blocked: str
    notice: str
    max_quantity: int | None


@dataclass(frozen=True)
class ShownBasket:
    """The basket as shown. `subtotal` counts in whole đồng what can be ordered now."""

    lines: tuple[ShownLine, ...]
    subtotal: int
    blocked_count: int

    @property
    def can_order(self) -> bool:
        """Whether at least one line can be ordered and none asks for more than there is."""
        return any(not line.blocked for line in self.lines) and not self.has_shortage

    @property
    def has_shortage(self) -> bool:
        """Whether some line asks for more than is left."""
        return any(
            not line.blocked and line.max_quantity is not None and line.max_quantity < line.quantity
            for line in self.lines
        )


def read_basket(basket: Basket) -> ShownBasket:
    """Return the basket as shown, in a fixed number of queries for any number of lines."""
    lines = tuple(view_line(line) for line in basket.all_lines())
    return ShownBasket(
        lines=lines,
        subtotal=sum(line.total or 0 for line in lines),
        blocked_count=sum(bool(line.blocked) for line in lines),
    )


def view_line(line: Line) -> ShownLine:
    """Return one line as shown."""
    product, block = line.product, line.block
    price = None if block else int(line.unit_price_incl_tax)
    return ShownLine(
        pk=line.pk,
        product_id=product.pk,
        title=product.title,
        url=product.get_absolute_url() if not block or block.code != "hidden" else "",
        producer_name=shown_producer(product),
        unit=product.unit,
        cover=product_cover(product),
        quantity=line.quantity,
        unit_price=price,
        total=None if price is None else price * line.quantity,
        blocked=block.message if block else "",
        notice="" if block else _notice(line, price),
        max_quantity=line.available,
    )


def _notice(line: Line, price: int) -> str:
    if line.is_short:
        return ngettext(
            "Only %(count)d is left: please lower the quantity.",
            "Only %(count)d are left: please lower the quantity.",
            line.available,
        ) % {"count": line.available}
    before = line.price_incl_tax
    if before is not None and before != Decimal(price):
        return _("The price has changed since you put it in the basket.")
    return ""
