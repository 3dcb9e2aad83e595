"""What delivery would cost, said on the product page before anything is in the basket.

The same table and zones as the order (shop/shipping/rates.py), for one piece alone in its parcel.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from catalogue.cards import local_name
from catalogue.delivery_area import area_words, is_sent_to
from catalogue.models import Province
from shop.partner.models import Partner, StockRecord
from shop.shipping.days import delivery_days
from shop.shipping.destinations import (
    ProvinceChoice,
    find_destination,
    list_destinations,
    provinces_by_slug,
)
from shop.shipping.estimate import prices_by_zone
from shop.shipping.methods import ASSUMED_GRAMS, origin_of, refuse_area, refuse_late
from shop.shipping.perishability import Perishability, perishability_of
from shop.shipping.promise import promise_goods, promise_pickup
from shop.shipping.rates import NoRate, Zone, zone_between
from shop.storefront.product.page import ProductDetails

PARAMETER = "giao_den"
QUANTITY_PARAMETER = "so_luong"


@dataclass(frozen=True, slots=True)
class DeliveryEstimate:
    """One piece to one province: đồng, and from when to when; or why it does not go there."""

    province: str
    price: int
    first: date | None
    last: date | None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class PickupOffer:
    """Where a buyer may come for it, when, and from which day on."""

    address: str
    hours: str
    ready: date


@dataclass(frozen=True, slots=True)
class DeliveryOffer:
    """What components/delivery.html reads; `lowest` and `highest` are đồng over the zones it goes to.

    `days_from` and `days_to` are working days, packing included. `free_from` is the đồng of goods from
    which the seller bears the delivery; `fresh` says how long goods keep that do not keep for ever.
    """

    action: str
    hidden_fields: list[tuple[str, str]]
    places: tuple[ProvinceChoice, ...]
    estimate: DeliveryEstimate | None
    lowest: int
    highest: int
    days_from: int
    days_to: int
    unknown: bool
    weight_is_assumed: bool
    reach: str = ""
    free_from: int | None = None
    pickup: PickupOffer | None = None
    fresh: Perishability | None = None
    #: Where it is sent to alone, in words; empty for all over the country.
    area: str = ""


def offer_delivery(
    product: ProductDetails, parameters: Mapping[str, str], *, remembered: str = ""
) -> DeliveryOffer | None:
    """Return the offer, None where the table prices no delivery; an unknown province is said.

    `remembered` is the slug of the province chosen on another page, used where none is asked for.
    """
    grams, slug = product.weight_grams or ASSUMED_GRAMS, parameters.get(PARAMETER, "")
    record = product.stock_record
    try:
        prices = prices_by_zone(grams)
    except NoRate:
        return None
    if record is None:
        return None
    partner, fresh = record.partner, perishability_of(record.product)
    zones = _reached_zones(record)
    spans = [delivery_days()[zone] for zone in zones or list(Zone)]
    chosen = find_destination(slug or remembered)
    quantity = parameters.get(QUANTITY_PARAMETER, "")
    return DeliveryOffer(
        action=product.url,
        hidden_fields=[(QUANTITY_PARAMETER, quantity)] if quantity.isdecimal() else [],
        places=list_destinations(chosen),
        estimate=_estimate(record, fresh, chosen, prices) if chosen else None,
        lowest=min(prices[zone] for zone in zones or list(Zone)),
        highest=max(prices[zone] for zone in zones or list(Zone)),
        days_from=partner.packing_days + min(span.first for span in spans),
        days_to=partner.packing_days + max(span.last for span in spans),
        unknown=bool(slug) and chosen is None,
        weight_is_assumed=not product.weight_grams,
        reach=_reach(zones),
        free_from=None if product.for_adults else partner.free_delivery_from,
        pickup=_pickup(partner),
        fresh=fresh,
        area=area_words(record.product.delivery_provinces, provinces_by_slug().values())
        if record.product.delivery_provinces
        else "",
    )


def _reached_zones(record: StockRecord) -> list[Zone]:
    """The zones that goods reach fresh, the nearest first."""
    return [zone for zone in Zone if promise_goods(record.partner, [record.product], zone)]


def _reach(zones: list[Zone]) -> str:
    """How far goods go: the farthest zone that they reach fresh; empty for none."""
    return zones[-1].value if zones else ""


def _pickup(partner: Partner) -> PickupOffer | None:
    if not partner.offers_pickup:
        return None
    return PickupOffer(partner.pickup_address, partner.pickup_hours, promise_pickup(partner).ready)


def _estimate(
    record: StockRecord, fresh: Perishability | None, destination: Province, prices: dict[Zone, int]
) -> DeliveryEstimate:
    partner, place = record.partner, local_name(destination)
    zone = zone_between(origin_of(partner, record.product), destination)
    if not is_sent_to(record.product, destination):
        refusal = refuse_area(record.product, destination, partner)
        return DeliveryEstimate(place, prices[zone], None, None, refusal)
    promise = promise_goods(partner, [record.product], zone)
    if promise is None:
        refusal = refuse_late(destination, partner, fresh.days if fresh else 0)
        return DeliveryEstimate(place, prices[zone], None, None, refusal)
    return DeliveryEstimate(place, prices[zone], promise.first, promise.last)


def shipping_details(product: ProductDetails) -> dict:
    """Return what joins the offer of a product's JSON-LD: the dearest zone and the widest span of days.

    Fresh goods name the provinces that they reach; those that reach none have no delivery to tell of.
    """
    record = product.stock_record
    zones = _reached_zones(record) if record else []
    if product.price is None or record is None or not zones:
        return {}
    try:
        prices = prices_by_zone(product.weight_grams or ASSUMED_GRAMS)
    except NoRate:
        return {}
    days = [delivery_days()[zone] for zone in zones]
    transit = {
        "@type": "QuantitativeValue",
        "minValue": min(span.first for span in days),
        "maxValue": max(span.last for span in days),
        "unitCode": "DAY",
    }
    return {
        "shippingDetails": {
            "@type": "OfferShippingDetails",
            "shippingRate": {
                "@type": "MonetaryAmount",
                "maxValue": max(prices[zone] for zone in zones),
                "currency": "VND",
            },
            "shippingDestination": _reached_region(record, zones),
            "deliveryTime": {"@type": "ShippingDeliveryTime", "transitTime": transit},
        }
    }


def _reached_region(record: StockRecord, zones: list[Zone]) -> dict:
    region: dict = {"@type": "DefinedRegion", "addressCountry": "VN"}
    if len(zones) == len(Zone) and not record.product.delivery_provinces:
        return region
    origin = origin_of(record.partner, record.product)
    names = [
        province.name
        for province in provinces_by_slug().values()
        if zone_between(origin, province) in zones and is_sent_to(record.product, province)
    ]
    return region | {"addressRegion": names}
