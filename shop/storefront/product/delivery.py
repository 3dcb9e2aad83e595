"""What delivery would cost, said on the product page before anything is in the basket.

The same table and zones as the order (shop/shipping/rates.py), for one piece alone in its parcel.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.cache import cache

from catalogue.cards import local_name
from catalogue.models import Province
from catalogue.text import fold
from shop.partner.models import StockRecord
from shop.shipping.days import delivery_days
from shop.shipping.estimate import prices_by_zone
from shop.shipping.methods import ASSUMED_GRAMS, origin_of
from shop.shipping.rates import NoRate, Zone, zone_between
from shop.storefront.product.page import ProductDetails

CACHE_KEY = "delivery-provinces"
PARAMETER = "giao_den"
KEPT = "so_luong"
SECONDS = 3600


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """One province of the list."""

    slug: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Estimate:
    """One piece to one province: đồng and days."""

    place: str
    price: int
    days_from: int
    days_to: int


@dataclass(frozen=True, slots=True)
class DeliveryOffer:
    """What components/delivery.html reads; `lowest` and `highest` are đồng over all zones."""

    action: str
    kept: list[tuple[str, str]]
    places: tuple[PlaceChoice, ...]
    estimate: Estimate | None
    lowest: int
    highest: int
    days_from: int
    days_to: int
    unknown: bool
    weight_is_assumed: bool


def offer_delivery(product: ProductDetails, asked: Mapping[str, str]) -> DeliveryOffer | None:
    """Return the offer, None where the table prices no delivery; an unknown province is said."""
    grams, slug = product.weight_grams or ASSUMED_GRAMS, asked.get(PARAMETER, "")
    try:
        prices = prices_by_zone(grams)
    except NoRate:
        return None
    provinces, days = _provinces(), delivery_days().values()
    chosen = provinces.get(slug)
    quantity = asked.get(KEPT, "")
    return DeliveryOffer(
        action=product.url,
        kept=[(KEPT, quantity)] if quantity.isdecimal() else [],
        places=tuple(
            PlaceChoice(place.slug, local_name(place), place is chosen)
            for place in provinces.values()
        ),
        estimate=_estimate(product, chosen, prices) if chosen else None,
        lowest=min(prices.values()),
        highest=max(prices.values()),
        days_from=min(each.first for each in days),
        days_to=max(each.last for each in days),
        unknown=bool(slug) and chosen is None,
        weight_is_assumed=not product.weight_grams,
    )


def _estimate(
    product: ProductDetails, destination: Province, prices: dict[Zone, int]
) -> Estimate | None:
    record = (
        StockRecord.objects.filter(product=product.product_id)
        .select_related("partner__producer__province", "product__province")
        .first()
    )
    if record is None:
        return None
    zone = zone_between(origin_of(record.partner, record.product), destination)
    days = delivery_days()[zone]
    return Estimate(local_name(destination), prices[zone], days.first, days.last)


def _provinces() -> dict[str, Province]:
    """Return the 34 by slug in alphabetical order, kept an hour: they change by law only."""
    found = cache.get(CACHE_KEY)
    if not found:
        named = sorted(Province.objects.all(), key=lambda place: fold(place.name))
        found = {place.slug: place for place in named}
        cache.set(CACHE_KEY, found, SECONDS)
    return found


def shipping_details(product: ProductDetails) -> dict:
    """Return what joins the offer of a product's JSON-LD: the dearest zone and the widest span of days."""
    if product.price is None:
        return {}
    try:
        prices = prices_by_zone(product.weight_grams or ASSUMED_GRAMS)
    except NoRate:
        return {}
    days = delivery_days().values()
    transit = {
        "@type": "QuantitativeValue",
        "minValue": min(each.first for each in days),
        "maxValue": max(each.last for each in days),
        "unitCode": "DAY",
    }
    return {
        "shippingDetails": {
            "@type": "OfferShippingDetails",
            "shippingRate": {
                "@type": "MonetaryAmount",
                "maxValue": max(prices.values()),
                "currency": "VND",
            },
            "shippingDestination": {"@type": "DefinedRegion", "addressCountry": "VN"},
            "deliveryTime": {"@type": "ShippingDeliveryTime", "transitTime": transit},
        }
    }
