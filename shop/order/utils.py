"""Oscar's order creator, made unable to oversell. The module's name is Oscar's."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model
from oscar.apps.order import utils as upstream

from shop.basket.models import Basket
from shop.basket.models import Line as BasketLine
from shop.order.exceptions import StockShortage
from shop.order.lines import write_lines
from shop.order.models import Order
from shop.order.stock import LockedStock, allocate_stock, find_shortages, lock_stock
from shop.partner.tax import TaxedAmount


class OrderNumberGenerator(upstream.OrderNumberGenerator):
    """Gives each basket one number for ever, as text, so that a basket cannot be ordered twice."""

    def order_number(self, basket: Basket) -> str:
        """Return the number of the order that this basket becomes."""
        return str(super().order_number(basket))


class OrderCreator(upstream.OrderCreator):
    """Locks, checks, then creates; and writes down with each line what was promised."""

    def place_order(
        self,
        basket: Basket,
        *args: Any,
        stock: LockedStock | None = None,
        taxes: Mapping[int, TaxedAmount] | None = None,
        **kwargs: Any,
    ) -> Order:
        """Create the order and take its stock, or raise StockShortage and leave all as it was.

        `stock` is what lock_stock() gave to a caller inside the same transaction; `taxes` are those
        of the quote, by the key of the basket's line.
        """
        with transaction.atomic():
            self._taxes = taxes or {}
            lines = self._lines = list(basket.all_lines())
            self._to_allocate: list[BasketLine] = []
            short = find_shortages(lines, lock_stock(lines) if stock is None else stock)
            if short:
                raise StockShortage(short)
            return super().place_order(basket, *args, **kwargs)

    def record_discount(self, discount: dict) -> None:
        """Nothing: shop.order.promotions writes down uses, and counters on one row would be waited for."""

    def record_voucher_usage(self, order: Order, voucher: Model, user: Model | None) -> None:
        """Nothing, for the same reason."""

    def create_line_models(
        self, order: Order, basket_line: BasketLine, extra_line_fields: dict | None = None
    ) -> None:
        """Write all lines when Oscar, which goes line by line, comes with the last one."""
        if basket_line.pk == self._lines[-1].pk:
            write_lines(order, self._lines, self._taxes)

    def update_stock_records(self, line: BasketLine) -> None:
        """Take the stock of all lines with the last one of them, in the order of lock_stock()."""
        self._to_allocate.append(line)
        if len(self._to_allocate) == len(self._lines):
            allocate_stock(self._to_allocate)
