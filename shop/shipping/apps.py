"""Fork of Oscar's shipping: who delivers where, for how much."""

from oscar.apps.shipping import apps as upstream


class ShippingConfig(upstream.ShippingConfig):
    """Delivery cost by zone and weight."""

    name = "shop.shipping"
