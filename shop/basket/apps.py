"""Fork of Oscar's basket: a line says why it cannot be bought."""

from oscar.apps.basket import apps as upstream


class BasketConfig(upstream.BasketConfig):
    """Baskets whose lines know why they are blocked."""

    name = "shop.basket"
