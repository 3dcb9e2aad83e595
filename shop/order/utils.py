"""Oscar's order creator, made unable to oversell. The module's name is Oscar's."""

from typing import Any

from django.db import transaction
from oscar.apps.order import utils as upstream

from catalogue.policies import certificate_end, is_alcohol, label_gaps_to_accept
from shop.basket.models import Basket
from shop.basket.models import Line as BasketLine
from shop.order.exceptions import OrderChanged, StockShortage
from shop.order.models import Line, Order, OrderLineSnapshot
from shop.order.stock import LockedStock, find_shortages, lock_stock


class OrderNumberGenerator(upstream.OrderNumberGenerator):
    """Gives each basket one number for ever, as text, so that a basket cannot be ordered twice."""

    def order_number(self, basket: Basket) -> str:
        """Return the number of the order that this basket becomes."""
        return str(super().order_number(basket))


class OrderCreator(upstream.OrderCreator):
    """Locks, checks, then creates; and writes down with each line what was promised."""

    def place_order(
        self, basket: Basket, *args: Any, stock: LockedStock | None = None, **kwargs: Any
    ) -> Order:
        """Create the order and take its stock, or raise StockShortage and leave all as it was.

        `stock` is what lock_stock() gave to a caller inside the same transaction.
        """
        with transaction.atomic():
            lines = list(basket.all_lines())
            short = find_shortages(lines, lock_stock(lines) if stock is None else stock)
            if short:
                raise StockShortage(short)
            return super().place_order(basket, *args, **kwargs)

    def create_additional_line_models(
        self, order: Order, order_line: Line, basket_line: BasketLine
    ) -> None:
        """Keep the certificate and label facts as they stand on the day of the order."""
        product = basket_line.product
        certificate = product.certificate
        if certificate is None:
            raise OrderChanged(certificate_end(product))
        gaps = [item.value for item in label_gaps_to_accept(product)]
        OrderLineSnapshot.objects.create(
            line=order_line,
            certificate=certificate,
            stars=certificate.stars,
            certificate_code=certificate.code,
            decision_number=certificate.decision_number,
            valid_until=certificate.last_day,
            producer_name=product.producer.name if product.producer else "",
            unit=product.unit,
            label_origin=product.label_origin,
            label_gaps=gaps,
            label_gaps_accepted=bool(gaps),
            alcohol=is_alcohol(product),
        )
