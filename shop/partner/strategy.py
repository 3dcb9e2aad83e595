"""Price and availability: whole đồng, tax included; certificate, pauses and season gate every sale."""

from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from oscar.apps.basket.abstract_models import AbstractLine
from oscar.apps.partner import availability, prices, strategy
from oscar.apps.partner.abstract_models import AbstractStockRecord

from catalogue.audience import Audience
from catalogue.models import Product
from catalogue.policies import Refusal, sale_refusal
from catalogue.seasons import season_refusal
from shop.partner.models import ShopPause
from shop.partner.ordering_pause import current_shop_pause, pause_refusal, shop_refusal
from shop.partner.pricing import price_in
from shop.users.age import audience_of
from shop.users.models import User


class Refused(availability.Unavailable):
    """Availability of a product that may not be sold, with the sentence that says why."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        self.code = refusal.code
        self.message = refusal.message  # type: ignore[assignment]  # upstream's is a lazy one

    def is_purchase_permitted(self, quantity: int) -> tuple[bool, str]:
        """Refuse any quantity, with the reason."""
        return False, self.refusal.message


class VietnamStrategy(strategy.StockRequired, strategy.Structured):
    """One price for everyone, tax included; what may not be sold today has none."""

    @cached_property
    def audience(self) -> Audience:
        """For whom it answers; without a request for everybody."""
        return audience_of(self.request)

    @cached_property
    def shop_pause(self) -> ShopPause | None:
        """The pause of the whole shop, asked for once a request."""
        return current_shop_pause()

    def select_stockrecord(self, product: Product) -> AbstractStockRecord | None:
        """Return the record the shop sells from."""
        return product.stock_record

    def fetch_for_product(
        self, product: Product, stockrecord: AbstractStockRecord | None = None
    ) -> strategy.PurchaseInfo:
        """Return price and availability; the gate is asked once for both."""
        stockrecord = stockrecord or self.select_stockrecord(product)
        refusal = sale_refusal(product, self.audience)
        if refusal is None and stockrecord is not None:
            refusal = (
                shop_refusal(self.shop_pause)
                or pause_refusal(stockrecord)
                or season_refusal(product)
            )
        if refusal is not None:
            return strategy.PurchaseInfo(prices.Unavailable(), Refused(refusal), stockrecord)
        return strategy.PurchaseInfo(
            price=self.pricing_policy(product, stockrecord),
            availability=self.availability_policy(product, stockrecord),
            stockrecord=stockrecord,
        )

    def fetch_for_line(
        self, line: AbstractLine, stockrecord: AbstractStockRecord | None = None
    ) -> strategy.PurchaseInfo:
        """Return price and availability of the very stock record that the line will take from."""
        return self.fetch_for_product(line.product, stockrecord or line.stockrecord)

    def pricing_policy(
        self, product: Product, stockrecord: AbstractStockRecord | None
    ) -> prices.Base:
        """Return the fixed price, or none where the producer has not given one."""
        price = price_in(stockrecord)
        if stockrecord is None or price is None:
            return prices.Unavailable()
        return prices.TaxInclusiveFixedPrice(
            currency=stockrecord.price_currency, excl_tax=Decimal(price), tax=0
        )

    def parent_pricing_policy(self, product: Product, children_stock: object) -> prices.Base:
        """Products here have no variants."""
        return prices.Unavailable()

    def parent_availability_policy(
        self, product: Product, children_stock: object
    ) -> availability.Base:
        """Products here have no variants."""
        return availability.Unavailable()


class Selector:
    """Names the strategy Oscar asks for."""

    def strategy(
        self, request: HttpRequest | None = None, user: User | None = None, **kwargs: Any
    ) -> VietnamStrategy:
        """Return the one strategy of the shop."""
        return VietnamStrategy(request)
