"""The one way to deliver: every seller sends one parcel, priced by zone and weight."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from oscar.apps.shipping import methods as upstream
from oscar.core import prices

from catalogue.clock import today
from catalogue.models import Product, Province
from shop.basket.models import Basket, Line
from shop.partner.models import Partner
from shop.shipping.days import Days, delivery_days
from shop.shipping.rates import Zone, parcel_price, zone_between

#: Grams counted for a piece whose producer states no weight; the review page says so.
ASSUMED_GRAMS = 500


@dataclass(frozen=True)
class Parcel:
    """What one seller sends: its lines, weight in grams, zone, price in whole đồng and days."""

    partner: Partner
    lines: tuple[Line, ...]
    grams: int
    zone: Zone
    price: int
    days: Days
    weight_is_assumed: bool


class ZoneDelivery(upstream.Base):
    """Giao hàng: one parcel a seller, from the seller's province to the buyer's."""

    code = "zone-weight"
    name = _("Delivery by parcel")  # type: ignore[assignment]  # upstream's is not translated

    def __init__(self, destination: Province) -> None:
        self.destination = destination

    def parcels(self, lines: Iterable[Line]) -> tuple[Parcel, ...]:
        """Return one parcel for each seller of these basket lines; raises rates.NoRate."""
        by_partner: dict[int, list[Line]] = {}
        for line in lines:
            by_partner.setdefault(line.stockrecord.partner_id, []).append(line)
        return tuple(self._parcel(group) for group in by_partner.values())

    def calculate(self, basket: Basket) -> prices.Price:
        """Return what delivering the basket's orderable lines costs, tax included."""
        orderable = [line for line in basket.all_lines() if line.block is None]
        return self.charge(self.parcels(orderable))

    def charge(self, parcels: Iterable[Parcel]) -> prices.Price:
        """Return the price of these parcels as Oscar's orders store it."""
        total = Decimal(sum(parcel.price for parcel in parcels))
        return prices.Price(currency="VND", excl_tax=total, tax=Decimal(0))

    def _parcel(self, lines: list[Line]) -> Parcel:
        partner = lines[0].stockrecord.partner
        zone = zone_between(origin_of(partner, lines[0].product), self.destination)
        grams = sum((line.product.weight_grams or ASSUMED_GRAMS) * line.quantity for line in lines)
        return Parcel(
            partner=partner,
            lines=tuple(lines),
            grams=grams,
            zone=zone,
            price=parcel_price(zone=zone, grams=grams, on=today()),
            days=delivery_days()[zone],
            weight_is_assumed=any(not line.product.weight_grams for line in lines),
        )


def origin_of(partner: Partner, product: Product) -> Province | None:
    """Return the province a seller sends from: the producer's, else the product's."""
    producer = getattr(partner, "producer", None)
    return producer.province if producer is not None else product.province
