"""Fork of Oscar's shipping: who delivers where, for how much."""

from oscar.apps.shipping import apps as upstream


class ShippingConfig(upstream.ShippingConfig):
    """Delivery cost by zone and weight."""

    name = "shop.shipping"

    def ready(self):
        """Add delivery to what search engines read of a product; catalogue stands below."""
        super().ready()
        from catalogue.structured_data import add_contributor
        from shop.shipping.structured_data import shipping_details

        add_contributor(shipping_details)
