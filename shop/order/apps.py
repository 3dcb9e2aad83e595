"""Fork of Oscar's order: stock is locked, checked, then taken."""

from oscar.apps.order import apps as upstream


class OrderConfig(upstream.OrderConfig):
    """Orders placed under lock."""

    name = "shop.order"
