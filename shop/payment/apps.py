"""Fork of Oscar's payment: an order's payment, its attempts, and a ledger that is never changed."""

from oscar.apps.payment import apps as upstream


class PaymentConfig(upstream.PaymentConfig):
    """Payments with a ledger; Oscar's sources and bankcards stay empty."""

    name = "shop.payment"
