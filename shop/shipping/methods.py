"""How goods reach the buyer: every seller sends one parcel, priced by zone and weight, or has it picked up."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from oscar.apps.shipping import methods as upstream
from oscar.core import prices

from catalogue.cards import local_name
from catalogue.clock import today
from catalogue.delivery_area import area_words, is_sent_to
from catalogue.models import Product, Province
from catalogue.policies import Refusal, bars_promotion
from shop.basket.models import Basket, Line
from shop.partner.models import Partner
from shop.shipping.destinations import provinces_by_slug
from shop.shipping.perishability import perishability_of
from shop.shipping.promise import DeliveryPromise, promise_goods, promise_pickup
from shop.shipping.rates import Zone, parcel_price, zone_between

#: Code of the refusal of what would spoil on the way.
TOO_FAR = "too_far"
#: Code of the refusal of what its seller does not send to that province.
OUT_OF_AREA = "out_of_area"
#: Grams counted for a piece whose producer states no weight; the review page says so.
ASSUMED_GRAMS = 500


class TooFar(Exception):
    """Fresh goods are to go where they would arrive late: block_late() was not asked before."""


@dataclass(frozen=True)
class QuotedParcel:
    """What one seller sends or has ready: its lines, weight in grams, zone and days.

    Whole đồng: `price` is what the buyer pays, `borne` what the seller pays for the carrier.
    """

    partner: Partner
    lines: tuple[Line, ...]
    grams: int
    zone: Zone
    price: int
    borne: int
    promise: DeliveryPromise
    is_pickup: bool
    weight_is_assumed: bool


class ZoneDelivery(upstream.Base):
    """Giao hàng: one parcel a seller, from the seller's province to the buyer's.

    `pickups` are the keys of the sellers whose parcel the buyer wants to pick up; those who offer no
    pickup send it. Without a destination all of them have to.
    """

    code = "zone-weight"
    name = _("Delivery by parcel")  # type: ignore[assignment]  # upstream's is not translated

    def __init__(self, destination: Province | None, *, pickups: Collection[int] = ()) -> None:
        self.destination = destination
        self.pickups = frozenset(pickups)

    def block_late(self, lines: Iterable[Line]) -> None:
        """Mark the lines that would spoil on the way as what cannot be ordered to this place."""
        for line in lines:
            if line.block is None:
                refusal = self.refusal_of(line)
                if refusal is not None:
                    line.block_for(refusal)

    def parcels(self, lines: Iterable[Line]) -> tuple[QuotedParcel, ...]:
        """Return one parcel for each seller of these basket lines; raises rates.NoRate."""
        by_partner: dict[int, list[Line]] = {}
        for line in lines:
            by_partner.setdefault(line.stockrecord.partner_id, []).append(line)
        return tuple(self._parcel(group) for group in by_partner.values())

    def calculate(self, basket: Basket) -> prices.Price:
        """Return what delivering the basket's orderable lines costs, tax included."""
        self.block_late(basket.all_lines())
        orderable = [line for line in basket.all_lines() if line.block is None]
        return self.charge(self.parcels(orderable))

    def charge(self, parcels: Iterable[QuotedParcel]) -> prices.Price:
        """Return the price of these parcels as Oscar's orders store it."""
        total = Decimal(sum(parcel.price for parcel in parcels))
        return prices.Price(currency="VND", excl_tax=total, tax=Decimal(0))

    def _parcel(self, lines: list[Line]) -> QuotedParcel:
        partner = lines[0].stockrecord.partner
        zone = self._zone(partner, lines[0].product)
        grams = sum((line.product.weight_grams or ASSUMED_GRAMS) * line.quantity for line in lines)
        is_pickup = self.is_pickup(partner)
        cost = 0 if is_pickup else parcel_price(zone=zone, grams=grams, on=today())
        is_free = is_delivered_free(partner, lines)
        return QuotedParcel(
            partner=partner,
            lines=tuple(lines),
            grams=grams,
            zone=zone,
            price=0 if is_free else cost,
            borne=cost if is_free else 0,
            promise=self._promise(partner, zone, lines),
            is_pickup=is_pickup,
            weight_is_assumed=not is_pickup
            and any(not line.product.weight_grams for line in lines),
        )

    def _promise(self, partner: Partner, zone: Zone, lines: list[Line]) -> DeliveryPromise:
        """Return the days of a parcel; what block_late() has left in it arrives in time."""
        if self.is_pickup(partner):
            return promise_pickup(partner)
        promise = promise_goods(partner, (line.product for line in lines), zone)
        if promise is None:
            raise TooFar(f"goods of {partner.pk} would spoil on the way")
        return promise

    def _zone(self, partner: Partner, product: Product) -> Zone:
        """Return how far a parcel goes; without a destination it goes nowhere."""
        if self.destination is None:
            return Zone.SAME_PROVINCE
        return zone_between(origin_of(partner, product), self.destination)

    def is_pickup(self, partner: Partner) -> bool:
        """Whether the buyer comes for what this seller has."""
        return partner.pk in self.pickups and partner.offers_pickup

    def refusal_of(self, line: Line) -> Refusal | None:
        """Say why a line does not go to this place; None where it is sent and arrives in time."""
        partner, fresh = line.stockrecord.partner, perishability_of(line.product)
        if self.destination is None or self.is_pickup(partner):
            return None
        if not is_sent_to(line.product, self.destination):
            return Refusal(OUT_OF_AREA, refuse_area(line.product, self.destination, partner))
        if fresh is None:
            return None
        zone = self._zone(partner, line.product)
        if promise_goods(partner, [line.product], zone) is not None:
            return None
        return Refusal(TOO_FAR, refuse_late(self.destination, partner, fresh.days))


def refuse_area(product: Product, destination: Province, partner: Partner) -> str:
    """Return in words that a product is not sent there, where it is, and what the buyer can do."""
    sentence = gettext("“%(name)s” is not sent to %(place)s, only to: %(area)s.")
    area = area_words(product.delivery_provinces, provinces_by_slug().values())
    facts = {"name": product.title, "place": local_name(destination), "area": area}
    advice = (
        gettext(
            "Choose an address there, pick it up from the seller, or order the rest without it."
        )
        if partner.offers_pickup
        else gettext("Choose an address there, or order the rest without it.")
    )
    return f"{sentence % facts} {advice}"


def refuse_late(destination: Province, partner: Partner, keeps: int) -> str:
    """Return in words why fresh goods do not go there, and what the buyer can do."""
    sentence = gettext("It would not arrive fresh in %(place)s: it keeps %(days)d days on the way.")
    advice = (
        gettext("Choose a nearer province, or pick it up from the seller.")
        if partner.offers_pickup
        else gettext("Choose a nearer province.")
    )
    return f"{sentence % {'place': local_name(destination), 'days': keeps}} {advice}"


def is_delivered_free(partner: Partner, lines: Iterable[Line]) -> bool:
    """Whether the seller bears the delivery of these orderable lines.

    Never with alcohol of 15 % or more: the law forbids its promotion (Luật 44/2019 Đ.5.7).
    """
    missing = missing_for_free_delivery(partner, lines)
    return missing is not None and missing <= 0


def missing_for_free_delivery(partner: Partner, lines: Iterable[Line]) -> int | None:
    """Return how many đồng of goods are missing until the seller bears the delivery, 0 or less for none.

    None where this seller never does, or not with these goods.
    """
    bought = list(lines)
    if partner.free_delivery_from is None or any(bars_promotion(line.product) for line in bought):
        return None
    goods = sum(int(line.unit_price_incl_tax) * line.quantity for line in bought)
    return partner.free_delivery_from - goods


def origin_of(partner: Partner, product: Product) -> Province | None:
    """Return the province a seller sends from: the producer's, else the product's."""
    producer = getattr(partner, "producer", None)
    return producer.province if producer is not None else product.province
