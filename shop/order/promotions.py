"""What the promotions of an order come to: for each seller, and as uses that limits count."""

from collections import defaultdict

from catalogue.clock import now
from shop.order.models import Order
from shop.order.quote import Quote
from shop.promotion.models import Bearer, PromotionUse
from shop.promotion.reckoning import AppliedPromotion


def shop_discounts(quote: Quote) -> dict[int, int]:
    """Return what the shop bears of each seller's part, in whole đồng by the seller's key."""
    sellers = {line.pk: line.stockrecord.partner_id for line in quote.lines}
    borne: defaultdict[int, int] = defaultdict(int)
    for applied in quote.promotions.applied:
        if applied.promotion.bearer != Bearer.SHOP:
            continue
        for line, amount in applied.by_line.items():
            borne[sellers[line]] += amount
        for seller, amount in _delivery(quote, applied).items():
            borne[seller] += amount
    return borne


def record_uses(order: Order, quote: Quote) -> None:
    """Write down each promotion that took something off; its limit counts these rows."""
    PromotionUse.objects.bulk_create(
        PromotionUse(
            promotion=applied.promotion,
            order=order,
            name=applied.promotion.name,
            code=applied.promotion.code,
            bearer=applied.promotion.bearer,
            goods=applied.goods,
            delivery=sum(_delivery(quote, applied).values()),
            used_at=now(),
        )
        for applied in quote.promotions.applied
        if applied.goods or _delivery(quote, applied)
    )


def _delivery(quote: Quote, applied: AppliedPromotion) -> dict[int, int]:
    """What a promotion took off the delivery of each seller."""
    return {
        seller: amount
        for seller, amount in quote.delivery_discounts.items()
        if seller in applied.free_sellers
    }
