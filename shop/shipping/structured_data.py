"""Delivery as search engines read it: schema.org OfferShippingDetails of one piece."""

from catalogue.details import ProductDetails
from shop.shipping.days import delivery_days
from shop.shipping.estimate import prices_by_zone
from shop.shipping.methods import ASSUMED_GRAMS
from shop.shipping.rates import NoRate


def shipping_details(product: ProductDetails) -> dict:
    """Return what joins a product's JSON-LD: the dearest zone and the widest span of days."""
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
        "offers": {
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
    }
