"""Fork of Oscar's checkout: an order without an account."""

from oscar.apps.checkout import apps as upstream


class CheckoutConfig(upstream.CheckoutConfig):
    """Guest checkout."""

    name = "shop.checkout"
