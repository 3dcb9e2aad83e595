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
QUANTITY_PARAMETER = "so_luong"
SECONDS = 3600


@dataclass(frozen=True, slots=True)
class ProvinceChoice:
    """One province of the list."""

    slug: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class DeliveryEstimate:
    """One piece to one province: đồng and days."""

    province: str
    price: int
    days_from: int
    days_to: int


@dataclass(frozen=True, slots=True)
class DeliveryOffer:
    """What components/delivery.html reads; `lowest` and `highest` are đồng over all zones."""

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


def offer_delivery(
    product: ProductDetails, parameters: Mapping[str, str], *, remembered: str = ""
) -> DeliveryOffer | None:
    """Return the offer, None where the table prices no delivery; an unknown province is said.

    `remembered` is the slug of the province chosen on another page, used where none is asked for.
    """
    grams, slug = product.weight_grams or ASSUMED_GRAMS, parameters.get(PARAMETER, "")
    try:
        prices = prices_by_zone(grams)
    except NoRate:
        return None
    provinces, days = _provinces(), delivery_days().values()
    chosen = provinces.get(slug or remembered)
    quantity = parameters.get(QUANTITY_PARAMETER, "")
    return DeliveryOffer(
        action=product.url,
        hidden_fields=[(QUANTITY_PARAMETER, quantity)] if quantity.isdecimal() else [],
        places=tuple(
            ProvinceChoice(province.slug, local_name(province), province is chosen)
            for province in provinces.values()
        ),
        estimate=_estimate(product, chosen, prices) if chosen else None,
        lowest=min(prices.values()),
        highest=max(prices.values()),
        days_from=min(span.first for span in days),
        days_to=max(span.last for span in days),
        unknown=bool(slug) and chosen is None,
        weight_is_assumed=not product.weight_grams,
    )


def find_province(slug: str) -> Province | None:
    """Return the province with this slug; no query for an hour after the first."""
    return _provinces().get(slug)


def _estimate(
    product: ProductDetails, destination: Province, prices: dict[Zone, int]
) -> DeliveryEstimate | None:
    record = (
        StockRecord.objects.filter(product=product.product_id)
        .select_related("partner__producer__province", "product__province")
        .first()
    )
    if record is None:
        return None
    zone = zone_between(origin_of(record.partner, record.product), destination)
    days = delivery_days()[zone]
    return DeliveryEstimate(local_name(destination), prices[zone], days.first, days.last)


def _provinces() -> dict[str, Province]:
    """Return the 34 by slug in alphabetical order, cached for an hour: they change by law only."""
    provinces = cache.get(CACHE_KEY)
    if not provinces:
        sorted_provinces = sorted(Province.objects.all(), key=lambda province: fold(province.name))
        provinces = {province.slug: province for province in sorted_provinces}
        cache.set(CACHE_KEY, provinces, SECONDS)
    return provinces


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
        "minValue": min(span.first for span in days),
        "maxValue": max(span.last for span in days),
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
