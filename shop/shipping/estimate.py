"""What one parcel of a weight would cost, by the table and zones of the order (rates.py)."""

from catalogue.clock import today
from shop.shipping.rates import Zone, parcel_price


def prices_by_zone(grams: int) -> dict[Zone, int]:
    """Return the price of one parcel of that weight today for every zone; raises NoRate."""
    return {zone: parcel_price(zone=zone, grams=grams, on=today()) for zone in Zone}
