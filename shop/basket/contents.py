"""What the basket page shows: plain objects, made from lines that were read once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.cards import product_cover, stated_producer_name
from catalogue.policies import AGE_GATE, label_gaps_to_accept
from shop.basket.models import Basket, Line
from shop.basket.saved_lines import ShownSavedLine, address_of, read_saved
from shop.basket.similar import Similar, find_similar
from shop.partner.ordering_pause import SHOP_PAUSED
from shop.promotion.promotion_rows import ShownPromotions, show_promotions
from shop.promotion.reckoning import apply_promotions
from theme.covers import Cover
from theme.formats import dong


@dataclass(frozen=True)
class ShownLine:
    """One line as shown. `unit_price` and `total` are whole đồng, None while it is blocked.

    `label_gaps` names what the buyer has to accept as missing on the label, under that step.
    """

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
    stars: int | None = None
    similar: tuple[Similar, ...] = ()
    label_gaps: tuple[str, ...] = ()
    #: What promotions take off the line.
    discount: int = 0

    @property
    def pays(self) -> int | None:
        """Return what the line costs with promotions."""
        return None if self.total is None else self.total - self.discount


@dataclass(frozen=True)
class ShownSeller:
    """What one seller would send: `subtotal` in whole đồng, `orderable` the lines of a parcel."""

    name: str
    url: str
    lines: tuple[ShownLine, ...]
    subtotal: int
    orderable: tuple[Line, ...]


@dataclass(frozen=True)
class ShownBasket:
    """The basket as shown. `subtotal` counts in whole đồng what can be ordered now, and `discount`
    what promotions take off it.
    """

    sellers: tuple[ShownSeller, ...]
    saved: tuple[ShownSavedLine, ...]
    subtotal: int
    blocked_count: int
    discount: int = 0
    promotions: ShownPromotions = field(default_factory=ShownPromotions)

    @property
    def pays(self) -> int:
        """Return what the goods cost with promotions."""
        return self.subtotal - self.discount

    @property
    def lines(self) -> tuple[ShownLine, ...]:
        """Every line, seller by seller."""
        return tuple(line for seller in self.sellers for line in seller.lines)

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
    promotions = apply_promotions(basket)
    lines = list(basket.all_lines())
    stopped = [line.product for line in lines if line.block and line.block.code != SHOP_PAUSED]
    similar = find_similar(stopped)
    groups: dict[int | None, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.stockrecord.partner_id if line.stockrecord else None, []).append(
            line
        )
    sellers = tuple(_seller(group, similar) for group in groups.values())
    return ShownBasket(
        sellers=sellers,
        saved=read_saved(basket, basket.audience),
        subtotal=sum(seller.subtotal for seller in sellers),
        blocked_count=sum(bool(line.block) for line in lines),
        discount=promotions.goods,
        promotions=show_promotions(promotions),
    )


def view_line(line: Line, similar: Iterable[Similar] = ()) -> ShownLine:
    """Return one line as shown."""
    product, block = line.product, line.block
    price = None if block else int(line.unit_price_incl_tax)
    waits = block is not None and block.code == AGE_GATE
    return ShownLine(
        pk=line.pk,
        product_id=product.pk,
        title=_("A product for people of 18 and older") if waits else product.title,
        url=address_of(product, block),
        producer_name="" if waits else stated_producer_name(product),
        unit=product.unit,
        cover=product_cover(product),
        quantity=line.quantity,
        unit_price=price,
        total=None if price is None else price * line.quantity,
        discount=0 if price is None else int(line.discount_value),
        blocked=block.message if block else "",
        notice="" if price is None else _notice(line, price),
        max_quantity=line.available,
        stars=product.certificate.stars if product.certificate else None,
        similar=tuple(similar),
        label_gaps=()
        if block
        else tuple(str(item.label) for item in label_gaps_to_accept(product)),
    )


def _seller(lines: list[Line], similar: dict[int, list[Similar]]) -> ShownSeller:
    shown_lines = tuple(view_line(line, similar.get(line.product_id, ())) for line in lines)
    partner = lines[0].stockrecord.partner if lines[0].stockrecord else None
    producer = getattr(partner, "producer", None)
    return ShownSeller(
        name=partner.display_name if partner else "",
        url=producer.get_absolute_url() if producer else "",
        lines=shown_lines,
        subtotal=sum(line.total or 0 for line in shown_lines),
        orderable=tuple(line for line in lines if not line.block),
    )


def _notice(line: Line, price: int) -> str:
    left = line.available
    if left is not None and left < line.quantity:
        return ngettext(
            "Only %(count)d is left: please lower the quantity.",
            "Only %(count)d are left: please lower the quantity.",
            left,
        ) % {"count": left}
    before = line.price_incl_tax
    if before is None or before == Decimal(price):
        return ""
    prices = {"before": dong(before), "now": dong(price)}
    if price > before:
        return _("The price went up from %(before)s to %(now)s since you added it.") % prices
    return _("The price went down from %(before)s to %(now)s since you added it.") % prices
